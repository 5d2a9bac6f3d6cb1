package eu.bailiwick.registry.revocation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import eu.bailiwick.registry.cell.Stop;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a revocation came to: who stopped when.
 *
 * @param format version of this form
 * @param revoked what was revoked; its members stand beside the others
 * @param cells every cell that is or was served, in order of id
 * @param stoppedEverywhereAt when the last router stopped; null while one has not, or none ever
 *     reported
 * @param millisToRevoke from the revocation until then; null likewise
 * @param issuedAt when this was said
 */
@Schema(name = "RevocationStatement")
record Statement(
    int format,
    @JsonUnwrapped Revoked revoked,
    List<CellStatement> cells,
    @Nullable Instant stoppedEverywhereAt,
    @Nullable Long millisToRevoke,
    Instant issuedAt) {

  static final int FORMAT = 1;

  /** The {@code typ} of its JWS. */
  static final String TYPE = "bailiwick-revocation-statement+jws";

  /**
   * One cell.
   *
   * @param cell its id
   * @param routers those that were serving when it was revoked, in order of id
   * @param lapsesAt when the last snapshot lapses that was issued to the cell before: after that no
   *     router can serve by it, reported or not; null if there was none
   */
  @Schema(name = "RevocationCell")
  record CellStatement(String cell, List<RouterStatement> routers, @Nullable Instant lapsesAt) {}

  /**
   * One router.
   *
   * @param router its id
   * @param state whether it stopped, and how that is known
   * @param stoppedAt from when on it admitted no request, by its own clock; for a lapse, when its
   *     last possible snapshot lapsed; null while it has not
   * @param receivedAt when the registry learned of it; null unless it was reported
   * @param way how the router learned of it; null unless it was reported
   */
  @Schema(name = "RevocationRouter")
  record RouterStatement(
      String router,
      State state,
      @Nullable Instant stoppedAt,
      @Nullable Instant receivedAt,
      Stop.@Nullable Way way) {}

  /** Whether a router stopped. */
  enum State {
    /** It said so. */
    STOPPED,
    /** It did not say so, but every snapshot by which it could serve has lapsed. */
    LAPSED,
    /** It may still serve. */
    PENDING
  }
}
