package eu.bailiwick.metering.parquet;

/** A column whose values may be null. */
public record ParquetColumn(String name, Type type) {

  /** What its values are. */
  public enum Type {
    /** {@link String}, kept as UTF-8. */
    TEXT(6),
    /** {@link Long}. */
    NUMBER(2),
    /** {@link Boolean}. */
    FLAG(0),
    /** {@link java.time.Instant}, kept in microseconds, UTC. */
    TIME(2);

    private final int physical;

    Type(int physical) {
      this.physical = physical;
    }

    /** The number of its physical type in the format. */
    int physical() {
      return physical;
    }
  }
}
