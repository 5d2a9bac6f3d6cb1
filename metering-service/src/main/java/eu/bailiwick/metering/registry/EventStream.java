package eu.bailiwick.metering.registry;

import eu.bailiwick.metering.event.Bytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events as the HTML standard defines them, in bytes, for data is evidence. Reading
 * blocks; another thread may close it, which ends reading.
 */
final class EventStream implements AutoCloseable {

  static final String MEDIA_TYPE = "text/event-stream";

  /** More than a change can be; less than memory. */
  static final int MOST_BYTES = 64 << 20;

  private final InputStream in;
  private final Runnable heard;
  private boolean afterReturn;

  /**
   * Reads events.
   *
   * @param heard run after every line, be it a comment
   */
  EventStream(InputStream in, Runnable heard) {
    this.in = new BufferedInputStream(in);
    this.heard = heard;
  }

  /**
   * Waits for the next event that has data.
   *
   * @return null at the end; an event that was cut off there is dropped
   * @throws IOException if the connection breaks, or an event is beyond measure
   */
  @Nullable ServerEvent next() throws IOException {
    String name = "message";
    String id = null;
    ByteArrayOutputStream data = null;
    for (byte[] line = line(); line != null; line = line()) {
      heard.run();
      int colon = indexOfColon(line);
      byte[] value = value(line, colon);
      switch (new String(line, 0, colon, StandardCharsets.UTF_8)) {
        case "event" -> name = text(value);
        case "id" -> id = text(value);
        case "data" -> data = append(data, value);
        default -> {
          if (line.length == 0 && data != null) {
            return new ServerEvent(name, id, new Bytes(data.toByteArray()));
          }
          if (line.length == 0) {
            name = "message";
            id = null;
          }
        }
      }
    }
    return null;
  }

  private static ByteArrayOutputStream append(@Nullable ByteArrayOutputStream data, byte[] value)
      throws IOException {
    ByteArrayOutputStream all = data == null ? new ByteArrayOutputStream() : data;
    if (data != null) {
      all.write('\n');
    }
    if (all.size() + value.length > MOST_BYTES) {
      throw new IOException("an event of more than " + MOST_BYTES + " bytes");
    }
    all.writeBytes(value);
    return all;
  }

  private static int indexOfColon(byte[] line) {
    int colon = 0;
    while (colon < line.length && line[colon] != ':') {
      colon++;
    }
    return colon;
  }

  private static byte[] value(byte[] line, int colon) {
    int start = Math.min(colon + 1, line.length);
    boolean space = start < line.length && line[start] == ' ';
    return Arrays.copyOfRange(line, space ? start + 1 : start, line.length);
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** A line without its end, which is CR, LF or both; null if the stream ends before that. */
  private byte @Nullable [] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      boolean endedBefore = afterReturn && next == '\n';
      afterReturn = next == '\r';
      if (endedBefore) {
        continue;
      }
      if (next == '\r' || next == '\n') {
        return line.toByteArray();
      }
      if (line.size() == MOST_BYTES) {
        throw new IOException("a line of more than " + MOST_BYTES + " bytes");
      }
      line.write(next);
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
