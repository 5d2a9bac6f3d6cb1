package eu.bailiwick.routing.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Members of JSON that many events share, written once. Callers may choose what is in them, so they
 * are bounded in number and size. For one thread at a time.
 *
 * @param <K> what they are made of; compared by {@link Object#equals}
 */
final class Fragments<K> {

  static final int MOST = 512;

  private static final int LONGEST_KEPT = 4096;
  private static final JsonFactory JSON = new JsonFactory();

  private final Members<K> members;
  private final Map<K, byte[]> kept = new HashMap<>();

  /** Writes the members of an object. */
  interface Members<K> {
    void write(JsonGenerator out, K of) throws IOException;
  }

  Fragments(Members<K> members) {
    this.members = members;
  }

  /** The members of {@code key} with commas between them, without braces; not to be changed. */
  byte[] of(K key) {
    byte[] found = kept.get(key);
    return found == null ? write(key) : found;
  }

  private byte[] write(K key) {
    byte[] written = members(key);
    if (written.length <= LONGEST_KEPT) {
      if (kept.size() == MOST) {
        kept.clear();
      }
      kept.put(key, written);
    }
    return written;
  }

  private byte[] members(K key) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      members.write(out, key);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOfRange(bytes.toByteArray(), 1, bytes.size() - 1);
  }
}
