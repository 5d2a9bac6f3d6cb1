package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.http.Precondition;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Headers of a change to one resource.
 *
 * @param ifMatch null if absent
 * @param ifNoneMatch null if absent
 * @param reason null if absent
 */
public record ChangeHeaders(
    @Nullable
        @HeaderParam(HttpHeaders.IF_MATCH)
        @Parameter(description = "ETag of the state to change; required if the resource exists")
        String ifMatch,
    @Nullable @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Parameter(description = "* to create only")
        String ifNoneMatch,
    @Nullable
        @HeaderParam("Bailiwick-Reason")
        @Parameter(description = "Why; recorded with the change")
        String reason) {

  /** The conditions under which the change is to be made. */
  public Precondition precondition() {
    return new Precondition(ifMatch, ifNoneMatch);
  }
}
