package eu.bailiwick.metering.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where events come from. What else a Kafka client can be told stands under {@code kafka.}. */
@ConfigMapping(prefix = "bailiwick.intake")
public interface IntakeSettings {

  /** {@code host:port}, comma separated. */
  String bootstrapServers();

  @WithDefault("bailiwick.usage.v1")
  String topic();

  /** The consumer group, by which instances divide the partitions. */
  @WithDefault("bailiwick-metering")
  String group();

  /** How long a number may be absent before that counts as a gap. */
  @WithDefault("PT5S")
  Duration grace();

  /** How far clocks of routers may be off; what is beyond it is recorded as an anomaly. */
  ClockSettings clock();

  /** Bounds for the time of an event. */
  interface ClockSettings {

    /** Ahead of the intake's clock. */
    @WithDefault("PT1M")
    Duration ahead();

    /** Behind the time at which it was put on the topic; ends may have waited for the broker. */
    @WithDefault("PT15M")
    Duration behind();

    /** Backwards from one event to the next of the same epoch and tenant. */
    @WithDefault("PT2S")
    Duration backwards();
  }
}
