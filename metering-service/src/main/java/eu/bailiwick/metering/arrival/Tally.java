package eu.bailiwick.metering.arrival;

/** What became of the records of a batch, in numbers. */
public record Tally(
    int stored, int duplicates, int equivocations, int heartbeats, int lateFills, int deadLetters) {

  public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);
}
