package eu.bailiwick.metering.audit;

import eu.bailiwick.metering.query.Unrecorded;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Records questions before the resource that answers them runs; on the resource's thread. */
final class AskedFilter {

  private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final Asking asking;
  private final Trail trail;

  AskedFilter(Asking asking, Trail trail) {
    this.asking = asking;
    this.trail = trail;
  }

  @ServerRequestFilter
  public void record(ContainerRequestContext request, ResourceInfo resource) {
    if (!READING.contains(request.getMethod()) || !has(resource, RolesAllowed.class)) {
      return;
    }
    Asker asker = asking.now();
    if (!asker.isOnRecord()) {
      return;
    }
    Question question = question(request.getUriInfo(), request);
    if (has(resource, Unrecorded.class)) {
      trail.refuseOthersData(asker, question);
    } else {
      trail.query(asker, question);
    }
  }

  private static Question question(UriInfo uri, ContainerRequestContext request) {
    Map<String, List<String>> parameters = new HashMap<>(uri.getQueryParameters());
    uri.getPathParameters()
        .forEach((name, values) -> parameters.merge(name, values, AskedFilter::both));
    return new Question(uri.getPath(), parameters, request.getHeaderString(Question.HEADER));
  }

  private static List<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private static boolean has(ResourceInfo resource, Class<? extends Annotation> annotation) {
    return resource.getResourceMethod().isAnnotationPresent(annotation)
        || resource.getResourceClass().isAnnotationPresent(annotation);
  }
}
