package eu.bailiwick.routing.upstream;

/** What to do with endpoints of sites that record no address ranges. */
public enum UnrecordedAddresses {
  /** Nothing is sent to them: what is unknown is not lawful. */
  REFUSE,
  /** They may answer at any address. */
  ALLOW
}
