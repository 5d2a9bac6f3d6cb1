package eu.bailiwick.metering.c2sp;

import eu.bailiwick.metering.event.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Entries one after another, each behind its length in two bytes: c2sp.org/tlog-tiles. */
public final class EntryBundle {

  /** The largest entry that any log of this kind can have. */
  public static final int MAX_ENTRY_BYTES = 65_535;

  private EntryBundle() {}

  /**
   * Writes a bundle.
   *
   * @throws MalformedException if an entry is too large
   */
  public static byte[] encode(List<Bytes> entries) {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    for (Bytes entry : entries) {
      if (entry.length() > MAX_ENTRY_BYTES) {
        throw new MalformedException("an entry of " + entry.length() + " bytes");
      }
      bundle.write(entry.length() >> Byte.SIZE);
      bundle.write(entry.length());
      bundle.writeBytes(entry.content());
    }
    return bundle.toByteArray();
  }

  /**
   * Reads a bundle.
   *
   * @throws MalformedException if it ends within an entry
   */
  public static List<Bytes> decode(byte[] bundle) {
    List<Bytes> entries = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(bundle);
    while (rest.hasRemaining()) {
      int length = rest.remaining() < Short.BYTES ? -1 : rest.getShort() & 0xffff;
      if (length < 0 || length > rest.remaining()) {
        throw new MalformedException("the bundle ends within entry " + entries.size());
      }
      byte[] entry = new byte[length];
      rest.get(entry);
      entries.add(new Bytes(entry));
    }
    return List.copyOf(entries);
  }
}
