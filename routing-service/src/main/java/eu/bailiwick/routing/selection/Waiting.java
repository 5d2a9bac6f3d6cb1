package eu.bailiwick.routing.selection;

/** A request that waits for a place. */
@FunctionalInterface
public interface Waiting {

  /**
   * Gives up.
   *
   * @return whether it was still waiting; if not, it got its answer or is about to get it
   */
  boolean leave();
}
