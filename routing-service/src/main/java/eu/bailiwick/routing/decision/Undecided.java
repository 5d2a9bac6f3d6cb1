package eu.bailiwick.routing.decision;

import eu.bailiwick.routing.catalogue.Serving;
import eu.bailiwick.routing.usage.DecisionFacts;
import java.time.Instant;
import java.util.List;

/** Why a known caller was refused before anything was decided; the names stand in events. */
public enum Undecided {
  INVALID_REQUEST,
  REQUEST_TOO_LARGE,
  REQUEST_TIMEOUT,
  KEY_REVOKED,
  KEY_EXPIRED,
  CATALOGUE_EXPIRED,
  SHUTTING_DOWN;

  /** The refusal as usage events tell it. */
  public DecisionFacts facts(Serving serving, Instant at) {
    return Decided.facts(serving, at, null, name(), List.of());
  }
}
