package eu.bailiwick.routing.catalogue;

import java.util.Locale;

/** Where a snapshot came from. */
enum Source {
  REGISTRY,
  /** The router's own copy of what it served before. */
  DISK,
  /** Brought by hand. */
  FILE;

  /** As operators see it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
