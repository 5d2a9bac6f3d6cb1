package eu.bailiwick.routing.openai;

import java.util.List;

/**
 * What the router needs to know of a request's body, and where in its bytes it says so.
 *
 * @param model the model as the caller sent it
 * @param modelAt the model's JSON string, quotes included
 * @param stream whether the answer is asked for as a stream
 * @param usageAsked whether the caller asked for the stream's usage chunk
 * @param usageEdits what to change in the bytes to ask for it; empty if nothing
 */
public record RequestHead(
    String model, Span modelAt, boolean stream, boolean usageAsked, List<Edit> usageEdits) {

  /** Bytes {@code from} (inclusive) to {@code to} (exclusive). */
  public record Span(int from, int to) {}

  /** Bytes at a span are replaced by a text. */
  public record Edit(Span at, String text) {}
}
