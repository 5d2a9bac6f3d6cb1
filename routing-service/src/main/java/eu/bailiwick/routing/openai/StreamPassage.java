package eu.bailiwick.routing.openai;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events, passed on as they come. Where the caller did not ask for it, the usage chunk
 * (no choices, but usage) is kept back; to that end the bytes of an event wait until its choices
 * show that it is another one, which is a matter of some hundred bytes.
 */
public final class StreamPassage implements AnswerPassage {

  /** An event of which so much came without a word of its choices is no usage chunk. */
  private static final int MAX_HELD = 64 * 1024;

  private static final Buffer NOTHING = Buffer.buffer(0);

  private final boolean keepUsageBack;
  private final AnswerScan scan = new AnswerScan();
  private final EventLines lines = new EventLines(scan);

  /** The current event's bytes of earlier chunks, if it is not decided what becomes of it. */
  private @Nullable Buffer held;

  private boolean inEvent;
  private boolean dropped;
  private byte @Nullable [] usage;

  /**
   * @param usageAsked whether the caller asked for the usage chunk
   */
  public StreamPassage(boolean usageAsked) {
    this.keepUsageBack = !usageAsked;
  }

  @Override
  public Buffer pass(Buffer chunk) {
    byte[] bytes = chunk.getBytes();
    Outgoing out = new Outgoing(chunk);
    int eventStart = 0;
    int i = 0;
    while (i < bytes.length) {
      boolean restOfReturn = lines.afterReturn() && bytes[i] == '\n';
      i = lines.take(bytes, i);
      if (lines.eventEnded()) {
        eventEnded(out, eventStart, i);
      } else if (restOfReturn && !inEvent) {
        restOfEventEnd(out, i);
      } else {
        inEvent = true;
        continue;
      }
      eventStart = i;
    }
    return chunkEnded(out, eventStart, bytes.length);
  }

  private void eventEnded(Outgoing out, int start, int end) {
    if (scan.usage() != null) {
      usage = scan.usage();
    }
    dropped = keepUsageBack && scan.choices() == AnswerScan.Choices.EMPTY && scan.usage() != null;
    if (dropped) {
      out.skip(start, end);
    } else {
      out.prepend(held);
    }
    held = null;
    inEvent = false;
    scan.reset();
  }

  /** The line feed of an event's end that came with a carriage return. */
  private void restOfEventEnd(Outgoing out, int end) {
    if (dropped) {
      out.skip(end - 1, end);
    }
  }

  private Buffer chunkEnded(Outgoing out, int eventStart, int end) {
    if (!inEvent) {
      return out.upTo(end);
    }
    boolean undecided =
        keepUsageBack
            && scan.choices() != AnswerScan.Choices.PRESENT
            && end - eventStart + (held == null ? 0 : held.length()) <= MAX_HELD;
    if (!undecided) {
      out.prepend(held);
      held = null;
      return out.upTo(end);
    }
    held =
        (held == null ? Buffer.buffer() : held)
            .appendBuffer(out.chunk, eventStart, end - eventStart);
    return out.upTo(eventStart);
  }

  /**
   * The stream's last event was not ended by an empty line; it is no event, but these are bytes.
   */
  @Override
  public Buffer end() {
    Buffer rest = held == null ? NOTHING : held;
    held = null;
    return rest;
  }

  @Override
  public boolean whole() {
    return lines.done();
  }

  @Override
  public boolean unchanged() {
    return !keepUsageBack;
  }

  @Override
  public Optional<Tokens> tokens() {
    return usage == null ? Optional.empty() : Tokens.read(usage);
  }

  /** What of a chunk goes on: the chunk itself, if that is all of it and nothing else. */
  private static final class Outgoing {
    private final Buffer chunk;
    private @Nullable Buffer copied;
    private int from;

    Outgoing(Buffer chunk) {
      this.chunk = chunk;
    }

    /** Puts bytes of earlier chunks in front. Only the first event of a chunk can have any. */
    void prepend(@Nullable Buffer earlier) {
      if (earlier != null) {
        copied = copied == null ? earlier : copied.appendBuffer(earlier);
      }
    }

    void skip(int start, int end) {
      copy(start);
      from = end;
    }

    private Buffer copy(int end) {
      Buffer to = copied == null ? Buffer.buffer() : copied;
      copied = end > from ? to.appendBuffer(chunk, from, end - from) : to;
      return copied;
    }

    Buffer upTo(int end) {
      return copied == null && from == 0 && end == chunk.length() ? chunk : copy(end);
    }
  }
}
