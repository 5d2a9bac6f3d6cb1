package eu.bailiwick.routing.health;

import eu.bailiwick.routing.catalogue.Destination;
import io.vertx.core.Future;

/** Asks an endpoint for something that carries no word of any request. */
@FunctionalInterface
interface Probe {

  /**
   * @param path below the endpoint's base URL
   * @return HTTP status; fails if there was no answer in time
   */
  Future<Integer> status(Destination destination, String path);
}
