package eu.bailiwick.metering.evidence;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Map;

/** The witnesses that are asked for cosignatures, for the policy that bundles bring along. */
@ConfigMapping(prefix = "bailiwick.checkpoint")
interface Witnesses {

  /** By name. */
  Map<String, Peer> witnesses();

  /** One of them. */
  interface Peer {

    /** Its public keys (vkey). */
    List<String> keys();
  }
}
