package eu.bailiwick.metering.parquet;

import eu.bailiwick.metering.event.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The values of one column in one row group, which are one data page. */
final class ColumnPage {

  private final ParquetColumn.Type type;
  private final ByteArrayOutputStream present = new ByteArrayOutputStream();
  private final ByteArrayOutputStream values = new ByteArrayOutputStream();
  private int rows;
  private boolean runOf;
  private int run;
  private int flags;
  private int flagged;

  ColumnPage(ParquetColumn.Type type) {
    this.type = type;
  }

  /**
   * Takes the value of the next row.
   *
   * @throws ClassCastException if it is of another type
   */
  void add(@Nullable Object value) {
    rows++;
    presence(value != null);
    if (value != null) {
      switch (type) {
        case TEXT -> text((String) value);
        case NUMBER -> number((Long) value);
        case FLAG -> flag((Boolean) value);
        case TIME -> number(ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value));
      }
    }
  }

  int rows() {
    return rows;
  }

  /** Header and content; empties nothing. */
  Written write() throws IOException {
    endRun();
    if (flagged % Byte.SIZE != 0) {
      values.write(flags);
      flags = 0;
      flagged = 0;
    }
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    plain.write(little(Integer.BYTES).putInt(present.size()).array());
    present.writeTo(plain);
    values.writeTo(plain);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      plain.writeTo(gzip);
    }
    byte[] header = header(plain.size(), packed.size());
    ByteArrayOutputStream page = new ByteArrayOutputStream(header.length + packed.size());
    page.writeBytes(header);
    packed.writeTo(page);
    return new Written(new Bytes(page.toByteArray()), header.length + (long) plain.size());
  }

  /**
   * A page as it stands in the file.
   *
   * @param bytes header and content
   * @param plainSize how many bytes they would be without compression
   */
  record Written(Bytes bytes, long plainSize) {}

  private byte[] header(int plain, int packed) {
    return new CompactThrift()
        .number(1, Format.DATA_PAGE)
        .number(2, plain)
        .number(3, packed)
        .struct(5)
        .number(1, rows)
        .number(2, Format.PLAIN)
        .number(3, Format.RLE)
        .number(4, Format.RLE)
        .end()
        .end()
        .bytes();
  }

  private void presence(boolean is) {
    if (run > 0 && is != runOf) {
      endRun();
    }
    runOf = is;
    run++;
  }

  /** A run of equal levels: twice its length, then the level. */
  private void endRun() {
    int rest = run << 1;
    while ((rest & ~0x7F) != 0) {
      present.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    if (run > 0) {
      present.write(rest);
      present.write(runOf ? 1 : 0);
    }
    run = 0;
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    values.writeBytes(little(Integer.BYTES).putInt(bytes.length).array());
    values.writeBytes(bytes);
  }

  private void number(long number) {
    values.writeBytes(little(Long.BYTES).putLong(number).array());
  }

  private void flag(boolean flag) {
    flags |= (flag ? 1 : 0) << (flagged % Byte.SIZE);
    flagged++;
    if (flagged % Byte.SIZE == 0) {
      values.write(flags);
      flags = 0;
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
