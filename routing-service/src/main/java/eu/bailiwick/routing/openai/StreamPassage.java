package eu.bailiwick.routing.openai;

import eu.bailiwick.routing.upstream.Answer.Ending;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events, passed on one by one: an event waits until all of it came, so that what
 * follows a break can be an event too. Nothing goes on before the first event with data, so that a
 * stream that breaks before can still be answered otherwise. Where the caller did not ask for it,
 * the usage chunk (usage, but no choices) is kept back.
 */
final class StreamPassage implements AnswerPassage {

  /** An event that is larger goes on in pieces. */
  private static final int MAX_WAITING = 64 * 1024;

  private static final Buffer NOTHING = Buffer.buffer(0);
  private static final Buffer EVENT_END = Buffer.buffer("\n\n");

  private final AnswerShape shape;
  private final boolean keepUsageBack;
  private final Outflow flow = new Outflow();
  private final AnswerScan scan;
  private final EventLines lines;

  /** Whether an event with data went on. */
  private boolean begun;

  /** Whether some of the event that goes on went on already. */
  private boolean inPieces;

  private boolean inEvent;
  private boolean dropped;
  private boolean whole;
  private @Nullable Ending broken;
  private @Nullable ApiError error;
  private byte @Nullable [] usage;
  private @Nullable Tokens spread;

  /**
   * @param model what the caller is to see as the model; a JSON string
   * @param responseId from the upstream's id of a response to the caller's
   * @param usageAsked whether the caller asked for the usage chunk
   */
  StreamPassage(
      AnswerShape shape, byte[] model, UnaryOperator<String> responseId, boolean usageAsked) {
    this.shape = shape;
    this.keepUsageBack = shape.usageIsAskedFor() && !usageAsked;
    this.scan = new AnswerScan(shape, model, responseId, flow);
    this.lines = new EventLines(scan);
  }

  @Override
  public Buffer pass(Buffer chunk) {
    if (broken != null) {
      return NOTHING;
    }
    byte[] bytes = Scratch.of(chunk);
    int length = chunk.length();
    flow.begin(chunk);
    long base = flow.chunkFrom();
    int i = 0;
    while (i < length && broken == null) {
      boolean restOfReturn = lines.afterReturn() && bytes[i] == '\n';
      i = lines.take(bytes, i, length, base);
      if (lines.eventEnded()) {
        eventEnded(base + i);
      } else if (restOfReturn && !inEvent) {
        restOfEventEnd(base + i);
      } else {
        inEvent = true;
      }
    }
    if (broken == null && flow.waiting() > MAX_WAITING) {
      begun = true;
      inPieces = inEvent;
      flow.release(scan.undecidedFrom(base + length));
    }
    return flow.take();
  }

  private void eventEnded(long end) {
    inEvent = false;
    dropped = false;
    if (lines.hasData()) {
      dataEnded(end);
      scan.reset();
    } else if (begun) {
      flow.release(end);
    }
    inPieces = false;
  }

  private void dataEnded(long end) {
    if (lines.done()) {
      whole |= !shape.typed();
      begun = true;
      flow.release(end);
      return;
    }
    if (scan.started() && (scan.malformed() || !scan.ended())) {
      breakAt(Ending.CUT, null);
      return;
    }
    if (scan.error()) {
      breakAt(Ending.FAILED, UpstreamErrors.inStream(flow.peek(end)));
      return;
    }
    takeUsage();
    whole |= shape.typed() && shape.isLast(scan.type());
    if (isUsageChunk() && !inPieces) {
      dropped = true;
      flow.drop(end);
      return;
    }
    begun = true;
    flow.release(end);
  }

  private boolean isUsageChunk() {
    return keepUsageBack && scan.usage() != null && scan.choices() != AnswerScan.Choices.PRESENT;
  }

  private void takeUsage() {
    byte[] found = scan.usage();
    if (found == null) {
      return;
    }
    usage = found;
    if (shape.usageIsSpread()) {
      Tokens before = spread;
      Tokens.read(found).ifPresent(more -> spread = before == null ? more : before.and(more));
    }
  }

  /** What waits is of no use to the caller. */
  private void breakAt(Ending how, @Nullable ApiError why) {
    broken = how;
    error = why;
    flow.drop(flow.done() + flow.waiting());
  }

  /** The line feed of an event's end that came with a carriage return. */
  private void restOfEventEnd(long end) {
    if (dropped) {
      flow.drop(end);
    } else if (begun) {
      flow.release(end);
    }
  }

  @Override
  public Buffer end() {
    flow.begin(NOTHING);
    flow.release(flow.chunkFrom());
    return flow.take();
  }

  @Override
  public boolean whole() {
    return whole;
  }

  @Override
  public @Nullable Ending broken() {
    return broken;
  }

  @Override
  public Buffer farewell(Ending how) {
    Buffer event = shape.event(reason(how));
    return inPieces ? EVENT_END.copy().appendBuffer(event) : event;
  }

  @Override
  public ApiError reason(Ending how) {
    return error == null ? UpstreamErrors.ended(how) : error;
  }

  @Override
  public Optional<Tokens> tokens() {
    if (spread != null) {
      return Optional.of(spread);
    }
    return usage == null ? Optional.empty() : Tokens.read(usage);
  }
}
