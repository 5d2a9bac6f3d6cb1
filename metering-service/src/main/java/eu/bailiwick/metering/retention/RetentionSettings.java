package eu.bailiwick.metering.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long things are kept. Ceilings are no settings: two people set them. */
@ConfigMapping(prefix = "bailiwick.retention")
public interface RetentionSettings {

  /** No event is destroyed before this age without a legal ground. AI Act, Art. 19 and 26(6). */
  @WithDefault("P183D")
  Duration floor();

  /** How long a record stays in Kafka's topic at most: its retention and one segment's life. */
  @WithDefault("P14D")
  Duration topic();

  /** How long a backup of the database is kept at most; without it, nobody can say. */
  Optional<Duration> backups();

  /** How often it is looked whether the day's expiry is due. */
  @WithDefault("PT1M")
  Duration interval();

  /** How many events one erasure may concern. */
  @WithDefault("100000")
  int mostEvents();
}
