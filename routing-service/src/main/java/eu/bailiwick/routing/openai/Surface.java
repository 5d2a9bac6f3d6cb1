package eu.bailiwick.routing.openai;

import eu.bailiwick.sovereignty.catalogue.Capability;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Support;

/** The paths that are served for inference, and how each of them speaks. */
public enum Surface {
  CHAT_COMPLETIONS("/v1/chat/completions", Operation.CHAT, Capability.CHAT, AnswerShape.CHAT),
  COMPLETIONS(
      "/v1/completions", Operation.COMPLETIONS, Capability.COMPLETIONS, AnswerShape.COMPLETIONS),
  EMBEDDINGS("/v1/embeddings", Operation.EMBEDDINGS, Capability.EMBEDDINGS, AnswerShape.DOCUMENT),
  RANKING("/v1/ranking", Operation.RANKING, Capability.RANKING, AnswerShape.DOCUMENT),
  RERANK("/v1/rerank", Operation.RANKING, Capability.RANKING, AnswerShape.DOCUMENT),
  RESPONSES("/v1/responses", Operation.CHAT, Capability.RESPONSES, AnswerShape.RESPONSES),
  MESSAGES("/v1/messages", Operation.CHAT, Capability.MESSAGES, AnswerShape.MESSAGES);

  private final String path;
  private final Operation operation;
  private final Capability capability;
  private final AnswerShape shape;

  Surface(String path, Operation operation, Capability capability, AnswerShape shape) {
    this.path = path;
    this.operation = operation;
    this.capability = capability;
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

  /**
   * Whether an endpoint can be asked here. What most servers have counts as there unless the
   * contrary is known; what only some have must be known to be there.
   */
  public boolean isOfferedBy(Endpoint endpoint) {
    Support support = endpoint.support(capability);
    return switch (this) {
      case RESPONSES, MESSAGES -> support == Support.YES;
      case CHAT_COMPLETIONS, COMPLETIONS, EMBEDDINGS, RANKING, RERANK -> support != Support.NO;
    };
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
