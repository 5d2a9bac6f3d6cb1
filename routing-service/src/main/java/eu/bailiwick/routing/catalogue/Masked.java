package eu.bailiwick.routing.catalogue;

import eu.bailiwick.sovereignty.catalogue.Revocation;

/**
 * A revocation that the served snapshot does not hold yet.
 *
 * @param revocation what is revoked
 * @param revision the first of the catalogue that holds it
 */
record Masked(Revocation revocation, long revision) {

  String id() {
    return revocation.id();
  }
}
