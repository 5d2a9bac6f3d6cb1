package eu.bailiwick.metering.witness;

import eu.bailiwick.metering.c2sp.VerifierKey;
import java.net.URI;
import java.util.List;

/**
 * A witness of somebody else that is asked for cosignatures.
 *
 * @param name by which the operator knows it
 * @param submission its submission prefix, without {@code /add-checkpoint}
 * @param keys with which it cosigns; at least one
 */
public record Peer(String name, URI submission, List<VerifierKey> keys) {

  /**
   * @throws IllegalArgumentException if it has no keys, or one that does not cosign
   */
  public Peer {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || !keys.stream().allMatch(key -> key.type().isTimed())) {
      throw new IllegalArgumentException("keys that cosign are needed");
    }
  }
}
