package eu.bailiwick.registry.http;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses query parameters that the operation does not know: a misspelt filter filters nothing. */
final class QueryParameterFilter {

  private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

  @ServerRequestFilter
  void check(UriInfo uri, ResourceInfo resource) {
    Method method = resource.getResourceMethod();
    if (method == null || uri.getQueryParameters().isEmpty()) {
      return;
    }
    Set<String> accepted = known.computeIfAbsent(method, QueryParameterFilter::parameters);
    Set<String> unknown = new TreeSet<>(uri.getQueryParameters().keySet());
    unknown.removeAll(accepted);
    if (!unknown.isEmpty()) {
      throw new RefusedException(
          ErrorCode.UNKNOWN_PARAMETER, unknown + " not known here; known are " + accepted);
    }
    uri.getQueryParameters()
        .forEach(
            (name, values) -> {
              if (values.stream().anyMatch(String::isEmpty)) {
                throw new RefusedException(
                    ErrorCode.INVALID_PARAMETER, name + ": a value is needed");
              }
            });
  }

  private static Set<String> parameters(Method method) {
    return Arrays.stream(method.getParameters())
        .flatMap(QueryParameterFilter::declared)
        .map(element -> element.getAnnotation(QueryParam.class))
        .filter(Objects::nonNull)
        .map(QueryParam::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The parameter itself, or what it is made of if it stands for several. */
  private static Stream<? extends AnnotatedElement> declared(Parameter parameter) {
    return parameter.isAnnotationPresent(BeanParam.class)
        ? Arrays.stream(parameter.getType().getDeclaredFields())
        : Stream.of(parameter);
  }
}
