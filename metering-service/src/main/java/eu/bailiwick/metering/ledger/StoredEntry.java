package eu.bailiwick.metering.ledger;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import eu.bailiwick.metering.event.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An entry as it was stored; {@code leaf} with the bytes of then. */
record StoredEntry(long index, Entry entry, Instant logged, Bytes leaf) {

  private static final ObjectMapper JSON = new ObjectMapper();

  EntryItem item() {
    JsonNode content = content();
    JsonNode items = content.path("items");
    return new EntryItem(
        index,
        entry.kind(),
        entry.first(),
        entry.first() == entry.last() ? null : entry.last(),
        entry.at(),
        logged,
        "sha256:" + TreeHash.leaf(leaf),
        text(content, "actor"),
        text(content, "reason"),
        items.isArray() ? items : null);
  }

  Opening opening() {
    Base64.Encoder base64 = Base64.getEncoder();
    return new Opening(
        item(),
        base64.encodeToString(leaf.content()),
        base64.encodeToString(entry.salt().content()),
        base64.encodeToString(entry.content().content()));
  }

  /**
   * Its content was JSON when it was recorded; if it is not now, the entry is shown all the same.
   */
  private JsonNode content() {
    try {
      return JSON.readTree(entry.content().content());
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new IllegalStateException("no input or output is involved", e);
    }
  }

  private static @Nullable String text(JsonNode content, String member) {
    return content.path(member).textValue();
  }
}
