package eu.bailiwick.registry.law;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was in force, and when.
 *
 * @param shipped the edition of this software, which is in force until one is loaded
 * @param loaded those that were loaded, newest first
 */
record LawEditions(Shipped shipped, List<Loaded> loaded) {

  /** The edition that came with the software. */
  record Shipped(String edition, String digest) {}

  /**
   * An edition that was loaded.
   *
   * @param revision the catalogue's, from which on it was in force
   * @param approvedBy the other person who approved it; null if nobody had to
   */
  record Loaded(
      String edition,
      String digest,
      long revision,
      Instant at,
      String actor,
      @Nullable String approvedBy,
      @Nullable String reason) {}
}
