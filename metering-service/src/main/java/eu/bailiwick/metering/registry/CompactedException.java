package eu.bailiwick.metering.registry;

import java.io.IOException;

/** The registry no longer has all the changes that were asked for. */
final class CompactedException extends IOException {

  private static final long serialVersionUID = 1;

  private final long oldest;

  CompactedException(long oldest) {
    super("changes up to revision " + oldest + " are compacted");
    this.oldest = oldest;
  }

  /** The oldest revision after which it has all changes. */
  long oldest() {
    return oldest;
  }
}
