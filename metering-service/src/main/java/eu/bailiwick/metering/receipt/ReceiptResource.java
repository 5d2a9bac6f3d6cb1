package eu.bailiwick.metering.receipt;

import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.problem.Violation;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Answers whoever kept a receipt. A few at a time, so that nobody else has to wait. */
@Path("/v1/receipts")
@RunOnVirtualThread
@PermitAll
final class ReceiptResource {

  private static final int AT_ONCE = 2;

  private final Receipts receipts;
  private final Semaphore places = new Semaphore(AT_ONCE);

  ReceiptResource(Receipts receipts) {
    this.receipts = receipts;
  }

  @POST
  @Consumes(MediaType.WILDCARD) // curl says that it is a form
  @Operation(
      operationId = "receipt",
      summary = "Exchanges a receipt for a proof that its event is in the ledger",
      description =
          "The body is the value of the header Bailiwick-Receipt of an answer. No token is needed:"
              + " a receipt names a commitment that nobody can guess. not_found: there is no such"
              + " event; a receipt older than a minute is recorded then. commitment_differs: there"
              + " is another one. not_sealed: no published checkpoint covers it yet.")
  public ReceiptProof proof(String receipt) {
    Receipt parsed = parsed(receipt);
    if (!places.tryAcquire()) {
      throw new ProblemException(ErrorCode.TOO_MANY_REQUESTS, "Ask again in a second.");
    }
    try {
      return receipts.proof(parsed);
    } catch (StorageUnavailableException e) {
      throw new ProblemException(ErrorCode.STORAGE_UNAVAILABLE, "Try again soon.", e);
    } finally {
      places.release();
    }
  }

  private static Receipt parsed(String receipt) {
    try {
      return Receipt.parse(receipt);
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      throw new ProblemException(
          ErrorCode.INVALID_PARAMETER,
          "The body is not the value of Bailiwick-Receipt: " + problem,
          List.of(new Violation("body", problem)));
    }
  }
}
