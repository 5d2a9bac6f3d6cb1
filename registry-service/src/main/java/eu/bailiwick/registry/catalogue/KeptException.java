package eu.bailiwick.registry.catalogue;

import java.util.UUID;

/** A change that was not made but kept for a second person to approve. */
public final class KeptException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final UUID proposal;

  KeptException(UUID proposal) {
    super("kept as proposal " + proposal, null, false, false);
    this.proposal = proposal;
  }

  /** Id of the proposal. */
  public UUID proposal() {
    return proposal;
  }
}
