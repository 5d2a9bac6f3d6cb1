package eu.bailiwick.routing.openai;

import eu.bailiwick.routing.upstream.Answer.Ending;
import eu.bailiwick.routing.upstream.Passage;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A passage that reads the answer's token usage on its way. */
public sealed interface AnswerPassage extends Passage permits JsonPassage, StreamPassage {

  /** The last usage that was an object; empty if none came. */
  Optional<Tokens> tokens();

  /**
   * The error for a caller who has seen nothing of the answer: the upstream's own, if it reported
   * one in its stream.
   *
   * @param how the answer ended; not {@code COMPLETED}
   */
  ApiError reason(Ending how);

  /**
   * The passage for an answer.
   *
   * @param contentType of the answer, in lower case, without parameters
   * @param head the request's; its model is what the caller sees in the answer
   * @param responseId from the upstream's id of a response to the caller's; only the Responses API
   *     has such
   */
  static AnswerPassage of(
      AnswerShape shape, String contentType, RequestHead head, UnaryOperator<String> responseId) {
    byte[] model = Json.quoted(head.model());
    return contentType.equals("text/event-stream")
        ? new StreamPassage(shape, model, responseId, head.usageAsked())
        : new JsonPassage(shape, model, responseId);
  }
}
