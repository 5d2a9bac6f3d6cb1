package eu.bailiwick.metering.storage;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Rows for {@code COPY … FROM STDIN (FORMAT binary)}, which PostgreSQL takes faster than any
 * INSERT. Values are given from left to right, those of a row behind {@link #row}.
 */
public final class BinaryCopy {

  private static final byte[] SIGNATURE =
      "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int NULL = -1;

  /** PostgreSQL counts from the year 2000. */
  private static final long EPOCH_SECONDS = 946_684_800;

  /** SQLSTATE character_not_in_repertoire. */
  private static final String NO_SUCH_CHARACTER = "22021";

  private final ByteArrayOutputStream bytes;
  private final DataOutputStream out;

  /**
   * No rows yet.
   *
   * @param expected how many bytes there may be
   */
  public BinaryCopy(int expected) {
    bytes = new ByteArrayOutputStream(expected);
    out = new DataOutputStream(bytes);
    write(
        () -> {
          out.write(SIGNATURE);
          out.writeInt(0);
          out.writeInt(0);
        });
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void write(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    }
  }

  /** Begins a row of so many values. */
  public BinaryCopy row(int values) {
    write(() -> out.writeShort(values));
    return this;
  }

  /**
   * A text.
   *
   * @throws SQLException if it is no sequence of Unicode characters
   */
  public BinaryCopy text(@Nullable String value) throws SQLException {
    return bytes(value == null ? null : utf8(value));
  }

  private static byte[] utf8(String value) throws SQLException {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
      byte[] utf8 = new byte[encoded.remaining()];
      encoded.get(utf8);
      return utf8;
    } catch (CharacterCodingException e) {
      throw new SQLException("a text has half a character", NO_SUCH_CHARACTER, e);
    }
  }

  public BinaryCopy bytes(byte @Nullable [] value) {
    write(
        () -> {
          if (value == null) {
            out.writeInt(NULL);
          } else {
            out.writeInt(value.length);
            out.write(value);
          }
        });
    return this;
  }

  public BinaryCopy uuid(@Nullable UUID value) {
    write(
        () -> {
          if (value == null) {
            out.writeInt(NULL);
          } else {
            out.writeInt(2 * Long.BYTES);
            out.writeLong(value.getMostSignificantBits());
            out.writeLong(value.getLeastSignificantBits());
          }
        });
    return this;
  }

  /** A bigint. */
  public BinaryCopy number(@Nullable Long value) {
    write(
        () -> {
          if (value == null) {
            out.writeInt(NULL);
          } else {
            out.writeInt(Long.BYTES);
            out.writeLong(value);
          }
        });
    return this;
  }

  /** An integer. */
  public BinaryCopy small(@Nullable Integer value) {
    write(
        () -> {
          if (value == null) {
            out.writeInt(NULL);
          } else {
            out.writeInt(Integer.BYTES);
            out.writeInt(value);
          }
        });
    return this;
  }

  /** A timestamptz, cut to the microsecond. */
  public BinaryCopy time(@Nullable Instant value) {
    return number(
        value == null
            ? null
            : Long.valueOf(
                (value.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + value.getNano() / 1_000));
  }

  /**
   * Sends all rows.
   *
   * @param table and its columns: {@code name (column, …)}
   */
  public void run(Connection connection, String table) throws SQLException {
    write(() -> out.writeShort(-1));
    try {
      var copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
      try {
        byte[] all = bytes.toByteArray();
        copy.writeToCopy(all, 0, all.length);
        copy.endCopy();
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    } finally {
      bytes.reset();
    }
  }
}
