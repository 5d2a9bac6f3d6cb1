package eu.bailiwick.routing.openai;

import eu.bailiwick.sovereignty.catalogue.Operation;

/** The paths that are served for inference, and how each of them speaks. */
public enum Surface {
  CHAT_COMPLETIONS("/v1/chat/completions", Operation.CHAT, AnswerShape.CHAT),
  COMPLETIONS("/v1/completions", Operation.COMPLETIONS, AnswerShape.COMPLETIONS),
  EMBEDDINGS("/v1/embeddings", Operation.EMBEDDINGS, AnswerShape.DOCUMENT),
  RANKING("/v1/ranking", Operation.RANKING, AnswerShape.DOCUMENT),
  RERANK("/v1/rerank", Operation.RANKING, AnswerShape.DOCUMENT),
  RESPONSES("/v1/responses", Operation.CHAT, AnswerShape.RESPONSES),
  MESSAGES("/v1/messages", Operation.CHAT, AnswerShape.MESSAGES);

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

  /** Whether a body can ask for its answer as a stream. */
  public boolean streams() {
    return shape != AnswerShape.DOCUMENT;
  }
}
