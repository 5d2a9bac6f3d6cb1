package eu.bailiwick.metering.cell;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A catalogue of which one knows what it permits, made from the registry's example for a tenant of
 * its own: chat by the application {@code acme-desk} may go to {@code chat-paris} and not to {@code
 * chat-virginia}, unless the policy {@code acme-claims} is there, which denies both.
 */
public final class World {

  /** In the middle of its snapshots' life. */
  public static final String NOON = "2026-11-23T12:30:00Z";

  private static final Path EXAMPLE =
      Path.of("../registry-service/src/main/resources/contract/snapshot-v1.example.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String tenant;
  private final UUID epoch = UUID.randomUUID();
  private long next;

  /** The world of a new tenant. */
  public World() {
    this("tenant-" + UUID.randomUUID());
  }

  /** The world of a tenant. */
  public World(String tenant) {
    this.tenant = tenant;
  }

  public String tenant() {
    return tenant;
  }

  public UUID epoch() {
    return epoch;
  }

  /** The payload of a snapshot under which the application may chat. */
  public ObjectNode permitting(long revision) {
    ObjectNode snapshot = example(revision);
    ArrayNode policies = (ArrayNode) snapshot.at("/catalogue/policies");
    policies.remove(1);
    return snapshot;
  }

  /** The payload of a snapshot under which it may not. */
  public ObjectNode forbidding(long revision) {
    return example(revision);
  }

  /** The policy that forbids it. */
  public ObjectNode strictPolicy() {
    return (ObjectNode) example(1).at("/catalogue/policies/1");
  }

  private ObjectNode example(long revision) {
    try {
      String text = Files.readString(EXAMPLE).replace("\"acme\"", "\"" + tenant + "\"");
      return ((ObjectNode) JSON.readTree(text)).put("revision", revision);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first attempt of a request that the permitting snapshot permits. */
  public ObjectNode opened(String digest, Consumer<ObjectNode> change) {
    ObjectNode event = ofRequest("opened", digest);
    event.withObject("/decision").put("reason", "PERMITTED");
    candidate(event.withObject("/decision").putArray("candidates"), "chat-paris");
    ObjectNode endpoint = event.withObject("/endpoint");
    endpoint.put("id", "chat-paris").put("version", "chat-8b-1").put("operator", "calcul-fr");
    endpoint.put("site", "paris-1").putArray("countries").add("DE").add("FR");
    change.accept(event);
    return event;
  }

  /** Its end. */
  public ObjectNode closed(ObjectNode opened) {
    ObjectNode event = ofRequest("closed", "");
    event.set("request", opened.get("request"));
    event.set("descriptor", opened.get("descriptor").deepCopy());
    event.set("endpoint", opened.get("endpoint").deepCopy());
    return event.put("dataClass", "claims");
  }

  /** A refusal of a model that nobody knows. */
  public ObjectNode deniedModel(String digest, Consumer<ObjectNode> change) {
    ObjectNode event = ofRequest("denied", digest);
    event.withObject("/descriptor").put("model", "nobody/knows");
    ObjectNode decision = event.withObject("/decision").put("reason", "MODEL_NOT_FOUND");
    decision.putNull("dataClass").putArray("candidates");
    event.put("status", 404).put("code", "model_not_found");
    change.accept(event);
    return event;
  }

  /** A refusal because narrowing to Ireland leaves no endpoint. */
  public ObjectNode deniedWithinIreland(String digest, Consumer<ObjectNode> change) {
    ObjectNode event = ofRequest("denied", digest);
    event.withObject("/descriptor").putArray("within").add("IE");
    ObjectNode decision = event.withObject("/decision").put("reason", "NO_LAWFUL_ENDPOINT");
    ArrayNode candidates = decision.putArray("candidates");
    candidate(candidates, "chat-paris", "PROCESSING_OUTSIDE_AREA");
    candidate(candidates, "chat-virginia", "PROCESSING_OUTSIDE_AREA", "NOT_APPROVED");
    event.put("status", 403).put("code", "no_lawful_endpoint");
    change.accept(event);
    return event;
  }

  /** A candidate of a decision. */
  public static void candidate(ArrayNode candidates, String endpoint, String... reasons) {
    ObjectNode candidate = candidates.addObject().put("endpoint", endpoint);
    ArrayNode codes = candidate.putArray("reasons");
    for (String reason : reasons) {
      codes.add(reason);
    }
  }

  private ObjectNode ofRequest(String example, String digest) {
    ObjectNode event = Contract.example(example);
    event.put("tenant", tenant).put("epoch", epoch.toString()).put("sequence", next++);
    event.put("time", NOON).put("request", UUID.randomUUID().toString());
    ObjectNode descriptor = event.withObject("/descriptor");
    descriptor.put("application", "acme-desk").put("key", "acme-desk-1");
    descriptor.put("model", "example/chat-8b").putNull("dataClass").putArray("within");
    if (!digest.isEmpty()) {
      ObjectNode decision = event.withObject("/decision");
      decision.put("at", NOON).put("snapshot", digest).put("revision", 42).put("semantics", 2);
      decision.put("law", "2026-11-23").put("dataClass", "claims");
    }
    return event;
  }
}
