package eu.bailiwick.routing.openai;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** One JSON document, passed on as it comes. */
public final class JsonPassage implements AnswerPassage {

  private static final Buffer NOTHING = Buffer.buffer(0);

  private final AnswerScan scan = new AnswerScan();

  @Override
  public Buffer pass(Buffer chunk) {
    scan.feed(chunk.getBytes(), 0, chunk.length());
    return chunk;
  }

  @Override
  public Buffer end() {
    return NOTHING;
  }

  @Override
  public boolean whole() {
    return true;
  }

  @Override
  public boolean unchanged() {
    return true;
  }

  @Override
  public Optional<Tokens> tokens() {
    byte[] usage = scan.usage();
    return usage == null ? Optional.empty() : Tokens.read(usage);
  }
}
