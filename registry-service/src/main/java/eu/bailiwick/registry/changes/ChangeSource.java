package eu.bailiwick.registry.changes;

import eu.bailiwick.registry.http.RefusedException;
import java.util.List;

/** Where changes come from. Blocks. */
interface ChangeSource {

  /** The catalogue's revision now; cheap. */
  long revision();

  /**
   * Changes after a revision, oldest first, without holes.
   *
   * @return at most a page; empty if there are none
   * @throws RefusedException if some of them are compacted
   */
  List<Told> after(long revision);

  /** Compact JWS of what the change of a revision revoked; empty for most. */
  List<String> revocationsOf(long revision);
}
