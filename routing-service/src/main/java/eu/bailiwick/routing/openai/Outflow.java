package eu.bailiwick.routing.openai;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the bytes that pass: they are released, with edits, or dropped, and those of
 * which neither is said yet wait. Positions count the bytes that came, from 0. A chunk that is
 * released as it came is handed on itself.
 */
final class Outflow {

  private static final Buffer NOTHING = Buffer.buffer(0);

  private record Edit(long from, long to, Buffer text) {}

  private final List<Edit> edits = new ArrayList<>(2);

  private Buffer chunk = NOTHING;
  private long chunkFrom;

  /** Bytes of earlier chunks, from {@code heldFrom} to {@code chunkFrom}; null if none wait. */
  private @Nullable Buffer held;

  private long heldFrom;

  private @Nullable Buffer out;

  /** Up to here all is released or dropped. */
  private long done;

  /** From here to {@code done} all is released but not yet copied. */
  private long runFrom;

  /** The next chunk; the one before must have been taken. */
  void begin(Buffer next) {
    chunkFrom = chunkFrom + chunk.length();
    chunk = next;
    runFrom = done;
  }

  /** Position of the chunk's first byte. */
  long chunkFrom() {
    return chunkFrom;
  }

  /** How many bytes wait. */
  long waiting() {
    return chunkFrom + chunk.length() - done;
  }

  /** Position of the first byte that waits. */
  long done() {
    return done;
  }

  /**
   * Replaces bytes when they are released. Those that are gone already stay as they were.
   *
   * @param from behind all earlier edits
   */
  void edit(long from, long to, Buffer text) {
    if (from >= done) {
      edits.add(new Edit(from, to, text));
    }
  }

  /** What waits, up to {@code to}, goes on. */
  void release(long to) {
    if (to <= done) {
      return;
    }
    for (Edit edit : edits) {
      done = edit.from();
      copyRun();
      out = (out == null ? Buffer.buffer(chunk.length() + 64) : out).appendBuffer(edit.text());
      done = edit.to();
      runFrom = done;
    }
    edits.clear();
    done = to;
  }

  /** What waits, up to {@code to}, does not go on. */
  void drop(long to) {
    edits.clear();
    copyRun();
    done = to;
    runFrom = to;
  }

  /** The bytes that wait, up to {@code to}. */
  byte[] peek(long to) {
    Buffer bytes = Buffer.buffer();
    copy(bytes, done, to);
    return bytes.getBytes();
  }

  /** What was released of this chunk and those before; empty if nothing. What waits is kept. */
  Buffer take() {
    long end = chunkFrom + chunk.length();
    if (out == null && runFrom == chunkFrom && done == end) {
      held = null;
      return chunk;
    }
    copyRun();
    Buffer taken = out == null ? NOTHING : out;
    out = null;
    keep(end);
    return taken;
  }

  private void keep(long end) {
    if (done == end) {
      held = null;
    } else if (held != null && done == heldFrom) {
      held.appendBuffer(chunk);
    } else {
      Buffer rest = Buffer.buffer((int) (end - done));
      copy(rest, done, end);
      held = rest;
      heldFrom = done;
    }
  }

  private void copyRun() {
    if (done > runFrom) {
      out = out == null ? Buffer.buffer(chunk.length() + 64) : out;
      copy(out, runFrom, done);
      runFrom = done;
    }
  }

  private void copy(Buffer to, long from, long end) {
    if (held != null && from < chunkFrom) {
      long heldEnd = Math.min(end, chunkFrom);
      to.appendBuffer(held, (int) (from - heldFrom), (int) (heldEnd - from));
    }
    long start = Math.max(from, chunkFrom);
    if (end > start) {
      to.appendBuffer(chunk, (int) (start - chunkFrom), (int) (end - start));
    }
  }
}
