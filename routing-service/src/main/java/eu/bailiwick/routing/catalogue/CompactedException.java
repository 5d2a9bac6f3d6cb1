package eu.bailiwick.routing.catalogue;

import java.io.IOException;

/** The registry no longer knows the changes after a revision; its snapshot holds them. */
final class CompactedException extends IOException {

  private static final long serialVersionUID = 1L;

  CompactedException(long since) {
    super("the changes after revision " + since + " are compacted");
  }
}
