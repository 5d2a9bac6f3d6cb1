package eu.bailiwick.metering.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is asked.
 *
 * @param path of the resource
 * @param parameters decoded query and path parameters
 * @param header the value of {@value #HEADER}; null if there is none
 */
public record Question(String path, Map<String, List<String>> parameters, @Nullable String header) {

  /** Says what an answer is needed for. */
  public static final String HEADER = "Bailiwick-Purpose";

  /** Says the same, for callers who cannot set headers. */
  static final String PARAMETER = "purpose";

  private static final String TENANT = "tenant";

  public Question {
    parameters = new TreeMap<>(parameters);
  }

  /** What the answer is needed for; null if that is not said. */
  @Nullable String purpose() {
    return header != null ? header : first(PARAMETER);
  }

  /** The tenants that it is about; empty if it is about all. */
  List<String> tenants() {
    return parameters.getOrDefault(TENANT, List.of());
  }

  /** The first value of a parameter; null if there is none. */
  @Nullable String first(String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.getFirst();
  }
}
