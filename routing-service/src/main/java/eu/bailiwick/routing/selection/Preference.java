package eu.bailiwick.routing.selection;

import eu.bailiwick.routing.decision.Permit;
import java.util.List;

/** Which of several endpoints, all lawful and all taking requests, to use. */
public interface Preference {

  /**
   * Picks one.
   *
   * @param permits never empty
   * @return one of them
   */
  Permit pick(List<Permit> permits);
}
