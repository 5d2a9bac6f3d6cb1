package eu.bailiwick.routing.selection;

/** Which of several endpoints, all lawful and all taking requests, to use. Safe on any thread. */
interface Preference {

  /**
   * Picks one.
   *
   * @param candidates never empty; not to be changed
   * @return its index
   */
  int pick(Candidates candidates, Traits traits);
}
