package eu.bailiwick.registry.changes;

/** How much a watcher may see. */
enum View {
  /** Changes, with who made them and everything before and after. */
  CHANGES,
  /** What was revoked, and how far the catalogue is: a router knows the rest from its snapshot. */
  REVOCATIONS
}
