package eu.bailiwick.kubernetes;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and port that a setting names.
 *
 * @param host as written
 * @param port as written, or the default of the scheme
 */
record Address(String host, int port) {

  private static final Pattern URL =
      Pattern.compile("(?:jdbc:)?(https?|postgresql)://([^/:?]+)(?::(\\d+))?.*");
  private static final Pattern BOOTSTRAP = Pattern.compile("([a-z0-9.-]*[a-z][a-z0-9.-]*):(\\d+)");
  private static final Pattern IN_CLUSTER = Pattern.compile("([^.]+)\\.([^.]+)\\.svc(?:\\..*)?");
  private static final Map<String, Integer> DEFAULTS =
      Map.of("http", 80, "https", 443, "postgresql", 5432);

  /** Every address that one of the values is, or is a comma-separated list of. */
  static List<Address> allIn(Collection<String> values) {
    return values.stream().flatMap(value -> allIn(value).stream()).distinct().toList();
  }

  private static List<Address> allIn(String value) {
    Matcher url = URL.matcher(value);
    if (url.matches()) {
      int port =
          url.group(3) == null
              ? DEFAULTS.getOrDefault(url.group(1), 0)
              : Integer.parseInt(url.group(3));
      return List.of(new Address(url.group(2), port));
    }
    return Pattern.compile(",")
        .splitAsStream(value)
        .map(BOOTSTRAP::matcher)
        .filter(Matcher::matches)
        .map(Address::of)
        .toList();
  }

  private static Address of(MatchResult hostAndPort) {
    return new Address(hostAndPort.group(1), Integer.parseInt(hostAndPort.group(2)));
  }

  /** The namespace of a service in the cluster; null if the host is not one. */
  @Nullable String namespace() {
    Matcher service = IN_CLUSTER.matcher(host);
    return service.matches() ? service.group(2) : null;
  }

  /** The name of a service in the cluster; null if the host is not one. */
  @Nullable String service() {
    Matcher service = IN_CLUSTER.matcher(host);
    return service.matches() ? service.group(1) : null;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
