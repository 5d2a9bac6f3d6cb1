package eu.bailiwick.sovereignty.catalogue;

import java.time.Instant;
import java.util.Objects;

/**
 * What one cell may know of the catalogue at one revision, for a time.
 *
 * @param format version of this document's shape; {@value #FORMAT}
 * @param semantics version of the meaning of decisions; {@value #SEMANTICS}
 * @param cell id of the cell it is for
 * @param revision the catalogue's gap-free number
 * @param issuedAt when it was signed
 * @param validUntil first instant at which nothing may be decided by it any more
 * @param catalogue the content
 * @param certificate what the content can lead to until then
 */
public record Snapshot(
    int format,
    int semantics,
    String cell,
    long revision,
    Instant issuedAt,
    Instant validUntil,
    Catalogue catalogue,
    Certificate certificate) {

  public static final int FORMAT = 1;

  /** 2: lifecycles, approvals and revocations count. 1 was never released. */
  public static final int SEMANTICS = 2;

  /**
   * @throws IllegalArgumentException if the format or semantics is another one, or the time empty
   */
  public Snapshot {
    if (format != FORMAT || semantics != SEMANTICS) {
      throw new IllegalArgumentException(
          "snapshot of format "
              + format
              + " and semantics "
              + semantics
              + ": this version reads "
              + FORMAT
              + " and "
              + SEMANTICS);
    }
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(catalogue, "catalogue");
    Objects.requireNonNull(certificate, "certificate");
    if (!issuedAt.isBefore(validUntil)) {
      throw new IllegalArgumentException("validUntil is not after issuedAt");
    }
  }

  /** Whether something may still be decided by it at {@code at}. */
  public boolean isValidAt(Instant at) {
    return at.isBefore(validUntil);
  }
}
