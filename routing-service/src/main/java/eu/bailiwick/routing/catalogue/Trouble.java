package eu.bailiwick.routing.catalogue;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What goes wrong again and again, said once. For one thread. */
final class Trouble {

  private final Logger logger;
  private @Nullable String last;

  Trouble(Logger logger) {
    this.logger = logger;
  }

  /** Warns, unless that was the last word. */
  void report(String what) {
    if (!what.equals(last)) {
      logger.warn(what);
      last = what;
    }
  }

  /**
   * All is well.
   *
   * @return whether it was not before
   */
  boolean over() {
    boolean was = last != null;
    last = null;
    return was;
  }
}
