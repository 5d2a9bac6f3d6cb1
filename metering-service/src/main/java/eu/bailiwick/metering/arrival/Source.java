package eu.bailiwick.metering.arrival;

import java.util.Comparator;

/** One partition of a topic, from which records come in order. */
public record Source(String topic, int partition) implements Comparable<Source> {

  private static final Comparator<Source> ORDER =
      Comparator.comparing(Source::topic).thenComparingInt(Source::partition);

  @Override
  public int compareTo(Source other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
