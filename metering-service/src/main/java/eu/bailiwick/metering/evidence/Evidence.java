package eu.bailiwick.metering.evidence;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All of a bundle but its entries.
 *
 * @param requester who asked
 * @param createdAt when
 * @param recordedAs id of the record of this export in the system log
 * @param size of the tenant's log at the checkpoint
 * @param from index of the first entry
 * @param to index behind the last
 * @param range hashes of the subtrees outside of the range, left to right
 * @param checkpoint the cell's checkpoint, signed and cosigned
 * @param tenant the tenant's checkpoint as an entry of the cell's log
 * @param erasures what explains that openings of the period are gone; null if none are
 * @param growth how the log grew from the size that the requester had seen; null if not asked
 * @param policy whose signatures are needed
 * @param snapshots those that decisions name and that can be shown
 * @param missing digests of those that cannot
 * @param registryKeys JWK set by which snapshots are verified
 */
record Evidence(
    Asked asked,
    String requester,
    Instant createdAt,
    String recordedAs,
    long size,
    long from,
    long to,
    List<Bytes> range,
    Bytes checkpoint,
    Committed tenant,
    @Nullable Erasures erasures,
    @Nullable Growth growth,
    String policy,
    Map<String, SnapshotContent> snapshots,
    Set<String> missing,
    String registryKeys) {

  /**
   * An entry, and where it is.
   *
   * @param path inclusion proof in its log, of RFC 6962
   */
  record Committed(long index, Entry entry, List<Bytes> path) {}

  /**
   * Records of erasure.
   *
   * @param system the system log's checkpoint as an entry of the cell's log
   * @param entries of the system log, with their proofs in it
   */
  record Erasures(Committed system, List<Committed> entries) {}

  /** A consistency proof of RFC 6962, from a size to the checkpoint's. */
  record Growth(long from, List<Bytes> path) {}
}
