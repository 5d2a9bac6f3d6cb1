package eu.bailiwick.metering.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;

/** Adds bodies, problems and examples to what proves: bundles of evidence and receipts. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ProofsDescription implements OASFilter {

  @Override
  public void filterOpenAPI(OpenAPI openApi) {
    if (openApi.getPaths() == null || openApi.getPaths().getPathItems() == null) {
      return;
    }
    describe(openApi, "/v1/evidence", "application/json");
    describe(openApi, "/v1/receipts", "text/plain");
  }

  private static void describe(OpenAPI openApi, String path, String type) {
    PathItem item = openApi.getPaths().getPathItem(path);
    if (item == null || item.getPOST() == null) {
      return;
    }
    Operation operation = item.getPOST();
    WrittenExamples.addBody("POST", path, operation, type);
    WrittenExamples.addAnswer("POST", path, operation);
    if (path.equals("/v1/evidence")) {
      Problems.addTo(path, operation);
      answer(operation, "404", "There is no log of this tenant.");
      answer(operation, "409", "Nothing that is signed can cover it (unprovable).");
    } else {
      answer(operation, "400", "The body is no receipt.");
      answer(operation, "404", "There is no such event, or not yet.");
      answer(operation, "409", "The ledger has another commitment (commitment_differs).");
      answer(operation, "429", "Too many at once.");
      answer(operation, "503", "Recorded, and not yet under a published checkpoint (not_sealed).");
    }
  }

  private static void answer(Operation operation, String status, String description) {
    operation
        .getResponses()
        .addAPIResponse(status, OASFactory.createAPIResponse().description(description));
  }
}
