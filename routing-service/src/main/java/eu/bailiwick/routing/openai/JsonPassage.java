package eu.bailiwick.routing.openai;

import eu.bailiwick.routing.upstream.Answer.Ending;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One JSON document, passed on as it comes but for the name of the model. */
final class JsonPassage implements AnswerPassage {

  private static final Buffer NOTHING = Buffer.buffer(0);

  private final Outflow flow = new Outflow();
  private final AnswerScan scan;
  private @Nullable Ending broken;

  /**
   * @param model what the caller is to see as the model; a JSON string
   * @param responseId from the upstream's id of a response to the caller's
   */
  JsonPassage(AnswerShape shape, byte[] model, UnaryOperator<String> responseId) {
    this.scan = new AnswerScan(shape, model, responseId, flow);
  }

  @Override
  public Buffer pass(Buffer chunk) {
    flow.begin(chunk);
    scan.feed(Scratch.of(chunk), 0, chunk.length(), flow.chunkFrom());
    if (scan.malformed()) {
      broken = Ending.CUT;
      return NOTHING;
    }
    flow.release(scan.undecidedFrom(flow.chunkFrom() + chunk.length()));
    return flow.take();
  }

  @Override
  public Buffer end() {
    return NOTHING;
  }

  @Override
  public boolean whole() {
    return scan.ended();
  }

  @Override
  public @Nullable Ending broken() {
    return broken;
  }

  @Override
  public Buffer farewell(Ending how) {
    return NOTHING;
  }

  @Override
  public ApiError reason(Ending how) {
    return UpstreamErrors.ended(how);
  }

  @Override
  public Optional<Tokens> tokens() {
    byte[] usage = scan.usage();
    return usage == null ? Optional.empty() : Tokens.read(usage);
  }
}
