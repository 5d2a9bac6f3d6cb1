package eu.bailiwick.routing.decision;

import eu.bailiwick.routing.catalogue.Destination;
import java.util.UUID;

/**
 * Says that one request may go to one endpoint. Made from a permitting decision and by nothing
 * else: whoever holds one need not ask whether it is lawful.
 */
public final class Permit {

  private final UUID request;
  private final Destination destination;

  Permit(UUID request, Destination destination) {
    this.request = request;
    this.destination = destination;
  }

  /** Id of the request. */
  public UUID request() {
    return request;
  }

  public Destination destination() {
    return destination;
  }
}
