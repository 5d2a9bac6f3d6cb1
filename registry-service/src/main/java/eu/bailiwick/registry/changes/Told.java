package eu.bailiwick.registry.changes;

import java.util.List;

/**
 * What a watcher is told of one change.
 *
 * @param revision that it made
 * @param change the change as JSON, on one line
 * @param revocations compact JWS of what it revoked; empty for most
 */
record Told(long revision, String change, List<String> revocations) {

  /** Characters that it holds. */
  long size() {
    return change.length() + revocations.stream().mapToLong(String::length).sum();
  }
}
