package eu.bailiwick.metering.registry;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Whose metering this is, as the operator says. */
@ConfigMapping(prefix = "bailiwick.metering")
interface MeteringIdentity {

  /** Id of its cell in the catalogue. Needed where a registry is followed. */
  Optional<String> cell();
}
