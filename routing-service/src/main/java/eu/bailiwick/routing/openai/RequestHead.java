package eu.bailiwick.routing.openai;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the router needs to know of a request's body, and where in its bytes it says so.
 *
 * @param model the model as the caller sent it
 * @param modelAt the model's JSON string, quotes included; null if there is no body that names it
 * @param stream whether the answer is asked for as a stream
 * @param usageAsked whether the caller asked for the stream's usage chunk
 * @param usageEdits what to change in the bytes to ask for it; empty if nothing
 * @param previousResponse the response that this one goes on from; null if it goes on from none
 * @param reach what would make the upstream open a connection by itself; null if nothing would
 * @param answerTokens tokens that all its answers together may have; null if the body sets no bound
 */
public record RequestHead(
    String model,
    @Nullable Span modelAt,
    boolean stream,
    boolean usageAsked,
    List<Edit> usageEdits,
    @Nullable Text previousResponse,
    @Nullable Reach reach,
    @Nullable Long answerTokens) {

  /** Bytes {@code from} (inclusive) to {@code to} (exclusive). */
  public record Span(int from, int to) {}

  /** Bytes at a span are replaced by a text. */
  public record Edit(Span at, String text) {}

  /** A JSON string's value, and where its bytes are, quotes included. */
  public record Text(String value, Span at) {}

  /** The head of a request that has no body. */
  public static RequestHead withoutBody(String model, boolean stream) {
    return new RequestHead(model, null, stream, true, List.of(), null, null, null);
  }
}
