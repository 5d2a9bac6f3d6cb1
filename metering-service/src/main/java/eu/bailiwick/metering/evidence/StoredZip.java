package eu.bailiwick.metering.evidence;

import eu.bailiwick.metering.event.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes a ZIP whose files are stored, not compressed, and whose headers hold nothing that is not
 * needed: no times, no comments, no extra fields. So every byte of it is either fixed, or checked
 * by somebody who reads it, which the padding of a compressed stream is not.
 */
final class StoredZip {

  private static final long MOST_BYTES = 0xffff_ffffL;
  private static final int MOST_FILES = 0xfffe;
  private static final int LOCAL_HEAD = 30;
  private static final int CENTRAL_HEAD = 46;
  private static final int END = 22;
  private static final short VERSION = 10;

  /** 1980-01-01, the earliest day that a ZIP can tell. */
  private static final short DAY = 0x21;

  private final OutputStream out;
  private final List<File> files = new ArrayList<>();
  private long written;

  private record File(String name, long offset, int crc, int size, Bytes digest) {}

  StoredZip(OutputStream out) {
    this.out = out;
  }

  /**
   * Adds a file.
   *
   * @param name ASCII
   * @throws IOException if it cannot be written, or the ZIP would become larger than the format
   *     allows (4 GiB)
   */
  void add(String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    File file =
        new File(name, written, (int) crc.getValue(), content.length, new Bytes(content).sha256());
    files.add(file);
    write(local(file));
    write(content);
    if (written > MOST_BYTES || files.size() > MOST_FILES) {
      throw new IOException("the bundle is larger than a ZIP can be");
    }
  }

  void add(String name, String content) throws IOException {
    add(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A line for each file so far, as {@code sha256sum -c} reads them. */
  String sums() {
    StringBuilder sums = new StringBuilder();
    files.forEach(f -> sums.append(f.digest()).append("  ").append(f.name()).append('\n'));
    return sums.toString();
  }

  /** Writes the directory; without it nobody takes the ZIP for whole. */
  void finish() throws IOException {
    long start = written;
    for (File file : files) {
      write(central(file));
    }
    byte[] end = new byte[END];
    short count = (short) files.size();
    little(end)
        .putInt(0x06054b50)
        .putInt(0)
        .putShort(count)
        .putShort(count)
        .putInt((int) (written - start))
        .putInt((int) start)
        .putShort((short) 0);
    write(end);
    if (written > MOST_BYTES) {
      throw new IOException("the bundle is larger than a ZIP can be");
    }
    out.flush();
  }

  private static byte[] local(File file) {
    byte[] name = file.name().getBytes(StandardCharsets.US_ASCII);
    byte[] head = new byte[LOCAL_HEAD + name.length];
    ByteBuffer buffer = little(head).putInt(0x04034b50).putShort(VERSION);
    common(buffer, file, name.length).put(name);
    return head;
  }

  private static byte[] central(File file) {
    byte[] name = file.name().getBytes(StandardCharsets.US_ASCII);
    byte[] head = new byte[CENTRAL_HEAD + name.length];
    ByteBuffer buffer = little(head).putInt(0x02014b50).putShort(VERSION).putShort(VERSION);
    common(buffer, file, name.length)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 0)
        .putInt(0)
        .putInt((int) file.offset())
        .put(name);
    return head;
  }

  /** Flags, method, time, day, checksum, both sizes, lengths of name and extra field. */
  private static ByteBuffer common(ByteBuffer head, File file, int nameLength) {
    head.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort(DAY);
    head.putInt(file.crc()).putInt(file.size()).putInt(file.size());
    return head.putShort((short) nameLength).putShort((short) 0);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    written += bytes.length;
  }
}
