package eu.bailiwick.metering.registry;

/** What became of a change. */
enum Recorded {
  /** It is an entry of the system log now. */
  RECORDED,
  /** As before, and revisions that the registry left out are an entry before it. */
  RECORDED_BEHIND_A_GAP,
  /** The same bytes are there already. */
  DUPLICATE,
  /** Its revision is there already with other bytes; both are kept. */
  EQUIVOCATION
}
