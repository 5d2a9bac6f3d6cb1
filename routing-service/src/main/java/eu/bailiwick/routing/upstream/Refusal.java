package eu.bailiwick.routing.upstream;

/** Why nothing is sent to an endpoint, though it may be reachable. */
enum Refusal {
  /** Its site records no address ranges. */
  ADDRESSES_NOT_RECORDED,
  /** It answers at an address outside its site's ranges. */
  ADDRESS_OUTSIDE_SITE,
  /** Nobody who is trusted vouches for its certificate, or it does not name the host. */
  CERTIFICATE_NOT_TRUSTED,
  /** Its certificate does not name the registered SPIFFE ID. */
  PEER_NOT_NAMED
}
