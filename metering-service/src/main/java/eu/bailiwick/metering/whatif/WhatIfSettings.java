package eu.bailiwick.metering.whatif;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of what-if jobs. */
@ConfigMapping(prefix = "bailiwick.what-if")
interface WhatIfSettings {

  /** How often it is looked whether there is a job. */
  @WithDefault("PT1S")
  Duration interval();

  /** A job that lists more requests than that fails. */
  @WithDefault("5000000")
  long mostChanges();

  /** The longest period that a job may ask about. */
  @WithDefault("P400D")
  Duration longestPeriod();

  /** How long what a job found is kept after its end. */
  @WithDefault("P30D")
  Duration kept();
}
