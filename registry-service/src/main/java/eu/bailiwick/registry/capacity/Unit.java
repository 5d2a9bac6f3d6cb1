package eu.bailiwick.registry.capacity;

/** In what a capacity is stated. */
public enum Unit {
  GPU(Measure.COUNT),
  /** Several processors on one board, such as a GB200. */
  SUPERCHIP(Measure.COUNT),
  /** A server. */
  SYSTEM(Measure.COUNT),
  RACK(Measure.COUNT),
  /** Pieces, but whether GPUs, superchips or systems is not said. */
  UNSPECIFIED(Measure.COUNT),
  MEGAWATT(Measure.POWER),
  EXAFLOPS(Measure.COMPUTE);

  /** What kind of thing is measured; different kinds are never the same quantity. */
  enum Measure {
    COUNT,
    POWER,
    COMPUTE
  }

  private final Measure measure;

  Unit(Measure measure) {
    this.measure = measure;
  }

  Measure measure() {
    return measure;
  }
}
