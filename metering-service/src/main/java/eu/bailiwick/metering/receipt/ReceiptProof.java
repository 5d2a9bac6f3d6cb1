package eu.bailiwick.metering.receipt;

import java.util.List;
import java.util.UUID;

/**
 * Proves that the event of a receipt is in the ledger. To check it: the leaf names the receipt's
 * commitment; the leaf and the tenant's path lead to the root in the tenant's checkpoint; salt and
 * that checkpoint hash to the last line of the cell's leaf; and the proof shows that leaf in the
 * cell's signed tree.
 *
 * @param leaf of the event, five lines
 */
record ReceiptProof(
    UUID request,
    UUID epoch,
    long sequence,
    String commitment,
    String leaf,
    InTenantLog tenantLog,
    InCellLog cellLog) {

  /**
   * The event in the log of its tenant.
   *
   * @param index of the leaf
   * @param size of the tree
   * @param path Base64, from the leaf's sibling to the root's child: RFC 6962, section 2.1.1
   * @param checkpoint origin, size and root, as in c2sp.org/tlog-checkpoint
   */
  record InTenantLog(String log, long index, long size, List<String> path, String checkpoint) {}

  /**
   * That checkpoint in the cell's log.
   *
   * @param index of the leaf
   * @param leaf five lines
   * @param salt Base64
   * @param proof the leaf's index, path, and the signed checkpoint, as in c2sp.org/tlog-proof
   */
  record InCellLog(long index, String leaf, String salt, String proof) {}
}
