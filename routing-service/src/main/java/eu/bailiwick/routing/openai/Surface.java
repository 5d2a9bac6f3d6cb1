package eu.bailiwick.routing.openai;

import eu.bailiwick.sovereignty.catalogue.Operation;

/** The paths that are served for inference. */
public enum Surface {
  CHAT_COMPLETIONS("/v1/chat/completions", Operation.CHAT, AnswerShape.CHAT),
  EMBEDDINGS("/v1/embeddings", Operation.EMBEDDINGS, AnswerShape.DOCUMENT);

  private final String path;
  private final Operation operation;
  private final AnswerShape shape;

  Surface(String path, Operation operation, AnswerShape shape) {
    this.path = path;
    this.operation = operation;
    this.shape = shape;
  }

  /** Path at the router, and below an endpoint's base URL. */
  public String path() {
    return path;
  }

  /** What a model is asked for here. */
  public Operation operation() {
    return operation;
  }

  /** How answers are built. */
  public AnswerShape shape() {
    return shape;
  }

  /** Whether answers can be streams that need to be asked for their usage. */
  public boolean streams() {
    return this == CHAT_COMPLETIONS;
  }
}
