package eu.bailiwick.metering.ledger;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import eu.bailiwick.metering.event.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it was stored.
 *
 * @param logged when it was appended
 * @param leaf the bytes that the tree commits to, as they were written then
 */
public record StoredEntry(long index, Entry entry, Instant logged, Bytes leaf) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Kinds of entries of the system log that may be about revisions of the catalogue. */
  private static final Set<String> OF_REVISIONS = Set.of("change", "equivocation", "gap");

  private static final Pattern REVISIONS = Pattern.compile("([0-9]{1,18})(?:-([0-9]{1,18}))?");

  EntryItem item() {
    Matcher revisions = REVISIONS.matcher(entry.about());
    boolean isOfRevision = OF_REVISIONS.contains(entry.kind()) && revisions.matches();
    JsonNode content = content();
    JsonNode items = content.path("items");
    boolean isChange = items.isArray();
    return new EntryItem(
        index,
        entry.kind(),
        entry.about(),
        isOfRevision ? Long.valueOf(revisions.group(1)) : null,
        isOfRevision && revisions.group(2) != null ? Long.valueOf(revisions.group(2)) : null,
        entry.at(),
        logged,
        "sha256:" + TreeHash.leaf(leaf),
        isChange ? text(content, "actor") : null,
        isChange ? text(content, "reason") : null,
        isChange ? items : null,
        isChange || content.isMissingNode() ? null : content);
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
