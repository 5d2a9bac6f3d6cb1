package eu.bailiwick.routing.selection;

import java.time.Duration;

record FixedSettings(int queueLength, int prefixBytes, double mostOfShare, double mostEjected)
    implements SelectionSettings {

  static final FixedSettings DEFAULT = new FixedSettings(10, 0, 1.25, 0.5);

  @Override
  public Duration queueTimeout() {
    return Duration.ofSeconds(1);
  }
}
