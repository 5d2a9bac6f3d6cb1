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
}
