package eu.bailiwick.metering.arrival;

/**
 * The right to write what comes from one source, until somebody takes a newer fence.
 *
 * @param fence grows with every taking
 * @param nextOffset the first record that is not stored yet
 */
public record Holding(Source source, long fence, long nextOffset) {

  Holding movedTo(long offset) {
    return new Holding(source, fence, offset);
  }
}
