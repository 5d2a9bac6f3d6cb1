package eu.bailiwick.metering.retention;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.motion.SystemLogStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What certifies lawful destruction: which leaves of a tenant's log stand without their events, on
 * what ground, who answers for it, and when the last copy lapses. It names neither application nor
 * key nor request.
 *
 * @param kind {@code erasure} or {@code expiry}
 * @param ground on which the law or a ceiling it rests
 * @param people who asked and who granted, as JSON of the caller
 */
public record Certificate(String kind, UUID id, String tenant, String ground, ObjectNode people) {

  /** The shape of the JSON. */
  public static final String FORMAT = "bailiwick-erasure/1";

  /**
   * The log as it was.
   *
   * @param size how many leaves
   * @param root the tree's root hash over them
   */
  public record Tree(long size, Bytes root) {}

  /**
   * How long copies are kept.
   *
   * @param topic in Kafka
   * @param backups of the database; empty if nobody said
   */
  public record Copies(Duration topic, Optional<Duration> backups) {}

  /** As JSON. */
  ObjectNode json(DestructionStore.Destroyed destroyed, Tree tree, Copies copies, Instant done) {
    ObjectNode json = SystemLogStore.content();
    json.put("format", FORMAT);
    json.put("kind", kind);
    json.put("id", id.toString());
    json.put("tenant", tenant);
    json.put("log", "tenant/" + tenant);
    json.put("events", destroyed.events());
    ranges(destroyed.indexes()).forEach(json.putArray("indexes")::add);
    json.put("from", String.valueOf(destroyed.from()));
    json.put("to", String.valueOf(destroyed.to()));
    json.put("ground", ground);
    json.setAll(people);
    json.put("treeSize", tree.size());
    json.put("root", Base64.getEncoder().encodeToString(tree.root().content()));
    json.put("done", done.toString());
    ObjectNode lapse = json.putObject("lastCopyLapses");
    lapse.put("kafka", String.valueOf(destroyed.stored().plus(copies.topic())));
    lapse.put("backups", copies.backups().map(b -> done.plus(b).toString()).orElse(null));
    return json;
  }

  /** Runs of indexes, first and last of each. */
  private static List<ArrayNode> ranges(List<Long> sorted) {
    List<ArrayNode> ranges = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || sorted.get(i) != sorted.get(i - 1) + 1) {
        ranges.add(
            SystemLogStore.content().arrayNode().add(sorted.get(start)).add(sorted.get(i - 1)));
        start = i;
      }
    }
    return ranges;
  }
}
