package eu.bailiwick.registry.catalogue;

import java.util.UUID;

/** Keeps changes that only another person may let into the catalogue. */
public interface SecondApprover {

  /**
   * Keeps one.
   *
   * @return the id by which it can be approved
   */
  UUID keep(Widening widening);
}
