package eu.bailiwick.registry.lifecycle;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of an endpoint, and where that differs from what is registered.
 *
 * @param endpoint its id
 * @param status what was seen; its members stand beside the others
 * @param reporter who saw it, as authenticated
 * @param drift the members of what was seen that are not as registered; empty if none are
 */
record ObservedStatus(
    String endpoint, @JsonUnwrapped EndpointStatus status, String reporter, List<String> drift) {

  static ObservedStatus of(
      Endpoint endpoint, ModelVersion version, EndpointStatus status, String reporter) {
    List<String> drift = new ArrayList<>();
    compare("model", endpoint.servedModel(), status.model(), drift);
    compare("imageDigest", version.imageDigest(), status.imageDigest(), drift);
    compare("weightsDigest", version.weightsDigest(), status.weightsDigest(), drift);
    compare("profile", version.profile(), status.profile(), drift);
    return new ObservedStatus(endpoint.id(), status, reporter, List.copyOf(drift));
  }

  /** What was not seen is not known to differ. */
  private static void compare(
      String member, String registered, @Nullable String seen, List<String> drift) {
    if (seen != null && !seen.equals(registered)) {
      drift.add(member);
    }
  }
}
