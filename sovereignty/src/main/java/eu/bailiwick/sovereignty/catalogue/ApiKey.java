package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a caller. The key itself is never stored.
 *
 * @param id identifier in the catalogue
 * @param application id of the application that calls with it
 * @param hash SHA-256 of the key's UTF-8 bytes, {@code sha256:…}
 * @param status whether it opens anything
 * @param validTo first instant at which it no longer does; null if it has no end
 * @param limits how much may be asked for with it; never null
 */
public record ApiKey(
    String id,
    String application,
    String hash,
    Status status,
    @Nullable Instant validTo,
    Limits limits) {

  /** Whether a key opens anything. */
  public enum Status {
    ACTIVE,
    REVOKED
  }

  /**
   * @throws IllegalArgumentException if an id or the hash is malformed
   */
  public ApiKey {
    Checks.id(id);
    Checks.id(application, "application");
    Checks.sha256(hash, "hash");
    Objects.requireNonNull(status, "status");
    limits = Objects.requireNonNullElse(limits, Limits.NONE);
  }

  /** A key without bounds. */
  public ApiKey(
      String id, String application, String hash, Status status, @Nullable Instant validTo) {
    this(id, application, hash, status, validTo, Limits.NONE);
  }

  /** The same key, which opens nothing more. */
  public ApiKey revoked() {
    return new ApiKey(id, application, hash, Status.REVOKED, validTo, limits);
  }

  /** Whether the key opens anything at {@code at}. */
  public boolean opensAt(Instant at) {
    return status == Status.ACTIVE && (validTo == null || at.isBefore(validTo));
  }
}
