package eu.bailiwick.metering.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.evidence.Evidence.Committed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes one bundle. What is in it and how it is checked: {@code verifier/VERIFY.md}. */
final class BundleWriter {

  static final String FORMAT = "bailiwick-evidence/1";

  private static final Set<String> EVENTS =
      Set.of("announced", "denied", "opened", "closed", "ended");

  private final Evidence evidence;
  private final Function<String, Bytes> jws;
  private final Producers producers;
  private final @Nullable Statement statement;
  private final ByteArrayOutputStream redactions = new ByteArrayOutputStream();

  /**
   * Writes it once.
   *
   * @param jws the snapshot of a digest, out of {@link Evidence#snapshots}
   */
  BundleWriter(Evidence evidence, Function<String, Bytes> jws) {
    this.evidence = evidence;
    this.jws = jws;
    this.producers = new Producers(evidence.from() == 0);
    Asked.Claim claim = evidence.asked().statement();
    this.statement = claim == null ? null : new Statement(claim, evidence.snapshots().values());
  }

  /**
   * Writes it.
   *
   * @param items the entries of the range in their order
   */
  void write(Iterator<Item> items, OutputStream out) throws IOException {
    StoredZip zip = new StoredZip(out);
    for (String file : List.of("VERIFY.md", "verifier/Verify.java", "verifier/verify.html")) {
      zip.add(file, resource(file));
    }
    Segments segments = new Segments(zip);
    long next = evidence.from();
    while (items.hasNext()) {
      Item item = items.next();
      if (item.index() != next) {
        throw new IllegalStateException("entry " + next + " of the tenant's log is not there");
      }
      next++;
      add(item, segments);
    }
    if (next != evidence.to()) {
      throw new IllegalStateException("the log ends at " + next + " and not " + evidence.to());
    }
    segments.finish();
    zip.add("redactions.jsonl", redactions.toByteArray());
    zip.add("producers.json", line(producers.json()));
    addStatement(zip);
    addProofs(zip);
    addSnapshots(zip);
    zip.add("trust.policy", evidence.policy());
    zip.add("manifest.json", manifest().toPrettyString() + '\n');
    zip.add("SHA256SUMS", zip.sums());
    zip.finish();
  }

  private static byte[] resource(String file) throws IOException {
    String name = "/verifier/" + file.substring(file.lastIndexOf('/') + 1);
    try (InputStream in = BundleWriter.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private void add(Item item, Segments segments) throws IOException {
    boolean isEvent = EVENTS.contains(item.leaf().kind());
    if (isEvent) {
      producers.event(item);
    } else {
      producers.finding(item);
      if (statement != null) {
        statement.finding(item.leaf().kind());
      }
    }
    boolean concerned = !isEvent || evidence.asked().holds(item.leaf().at());
    Optional<String> withheld =
        isEvent && concerned ? evidence.asked().reasonToWithhold(item) : Optional.empty();
    Item.Opening opening = item.opening();
    if (!concerned) {
      segments.leaf(item);
    } else if (opening == null) {
      hide(item, segments, "erased", "erasure", String.valueOf(item.destruction()));
    } else if (withheld.isPresent()) {
      hide(item, segments, "withheld", "reason", withheld.get());
    } else {
      show(item, opening, segments);
    }
  }

  private void show(Item item, Item.Opening opening, Segments segments) throws IOException {
    String content;
    try {
      content =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(opening.content().content()))
              .toString();
    } catch (CharacterCodingException e) {
      hide(item, segments, "withheld", "reason", "its bytes are not UTF-8");
      return;
    }
    segments.shown(item, content, opening.salt());
    if (statement != null) {
      statement.event(item);
    }
  }

  private void hide(Item item, Segments segments, String why, String name, String value)
      throws IOException {
    segments.leaf(item);
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("index", item.index());
    Segments.write(redactions, line.put("why", why).put(name, value));
    if (statement != null) {
      statement.hidden(item, why);
    }
  }

  private void addStatement(StoredZip zip) throws IOException {
    if (statement == null) {
      return;
    }
    if (producers.hasHoles()) {
      statement.missingNumbers();
    }
    if (!evidence.missing().isEmpty()) {
      statement.missingSnapshot();
    }
    zip.add("statement.json", line(statement.json()));
  }

  private void addProofs(StoredZip zip) throws IOException {
    zip.add("checkpoints/cell.txt", evidence.checkpoint().content());
    zip.add("checkpoints/tenant.json", line(opening(evidence.tenant())));
    zip.add("proofs/tenant-checkpoint.tlog-proof", tlogProof(evidence.tenant()));
    zip.add("proofs/range.txt", rangeProof());
    Evidence.Erasures erasures = evidence.erasures();
    if (erasures != null) {
      zip.add("checkpoints/system.json", line(opening(erasures.system())));
      zip.add("proofs/system-checkpoint.tlog-proof", tlogProof(erasures.system()));
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      for (Committed erasure : erasures.entries()) {
        ObjectNode entry = opening(erasure);
        ArrayNode proof = entry.putArray("proof");
        erasure.path().forEach(hash -> proof.add(Segments.base64(hash)));
        Segments.write(lines, entry);
      }
      zip.add("erasures.jsonl", lines.toByteArray());
    }
    Evidence.Growth growth = evidence.growth();
    if (growth != null) {
      StringBuilder proof = new StringBuilder("bailiwick-consistency-proof/1\n");
      proof.append("from ").append(growth.from()).append('\n');
      proof.append("to ").append(cellSize()).append('\n');
      growth.path().forEach(hash -> proof.append(Segments.base64(hash)).append('\n'));
      zip.add("proofs/cell-consistency.txt", proof.toString());
    }
  }

  private String cellSize() {
    return new String(evidence.checkpoint().content(), StandardCharsets.UTF_8)
        .lines()
        .skip(1)
        .findFirst()
        .orElseThrow();
  }

  private String rangeProof() {
    StringBuilder proof = new StringBuilder("bailiwick-range-proof/1\n");
    proof.append("log tenant/").append(evidence.asked().tenant()).append('\n');
    proof.append("from ").append(evidence.from()).append('\n');
    proof.append("to ").append(evidence.to()).append('\n');
    proof.append("size ").append(evidence.size()).append('\n');
    evidence.range().forEach(hash -> proof.append(Segments.base64(hash)).append('\n'));
    return proof.toString();
  }

  /** See c2sp.org/tlog-proof. */
  private String tlogProof(Committed entry) {
    StringBuilder proof = new StringBuilder("c2sp.org/tlog-proof@v1\n");
    proof.append("index ").append(entry.index()).append('\n');
    entry.path().forEach(hash -> proof.append(Segments.base64(hash)).append('\n'));
    return proof
        .append('\n')
        .append(new String(evidence.checkpoint().content(), StandardCharsets.UTF_8))
        .toString();
  }

  private static ObjectNode opening(Committed committed) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode().put("index", committed.index());
    entry.put("kind", committed.entry().kind()).put("about", committed.entry().about());
    entry.put("time", committed.entry().at().toString());
    entry.put("salt", Segments.base64(committed.entry().salt()));
    byte[] content = committed.entry().content().content();
    return entry.put("content", new String(content, StandardCharsets.UTF_8));
  }

  private void addSnapshots(StoredZip zip) throws IOException {
    for (String digest : evidence.snapshots().keySet()) {
      String hex = digest.substring(digest.indexOf(':') + 1);
      zip.add("snapshots/" + hex + ".jws", jws.apply(digest).content());
    }
    if (!evidence.snapshots().isEmpty()) {
      zip.add("snapshots/trusted-keys.json", evidence.registryKeys());
    }
  }

  private ObjectNode manifest() {
    Asked asked = evidence.asked();
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("format", FORMAT).put("tenant", asked.tenant());
    manifest
        .putObject("period")
        .put("from", asked.from().toString())
        .put("to", asked.to().toString());
    manifest.put("cover", asked.whole() ? "whole" : "period");
    manifest
        .putObject("range")
        .put("from", evidence.from())
        .put("to", evidence.to())
        .put("size", evidence.size());
    Asked.Claim claim = asked.statement();
    if (claim != null) {
      manifest.putObject("statement").put("dataClass", claim.dataClass()).put("area", claim.area());
    }
    manifest.put("requester", evidence.requester()).put("purpose", asked.purpose());
    manifest.put("createdAt", evidence.createdAt().toString());
    manifest.put("recordedAs", evidence.recordedAs());
    evidence.missing().forEach(manifest.putArray("missingSnapshots")::add);
    return manifest;
  }

  private static String line(ObjectNode json) {
    return json.toString() + '\n';
  }
}
