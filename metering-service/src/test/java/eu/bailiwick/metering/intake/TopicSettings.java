package eu.bailiwick.metering.intake;

import java.time.Duration;

/** Settings of an intake that a test makes itself. */
record TopicSettings(String bootstrapServers, String topic, String group, Duration grace)
    implements IntakeSettings {

  static TopicSettings of(String bootstrapServers, String topic) {
    return new TopicSettings(bootstrapServers, topic, "of-" + topic, Duration.ofSeconds(1));
  }

  /** Who makes an intake gives its storage the bounds. */
  @Override
  public ClockSettings clock() {
    throw new UnsupportedOperationException("storage has the bounds");
  }
}
