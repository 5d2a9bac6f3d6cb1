package eu.bailiwick.registry.imports;

import java.net.InetAddress;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The hosts from which documents may be fetched. */
final class AllowedHosts {

  static final String PROPERTY = "bailiwick.imports.allowed-hosts";

  private static final Pattern ENTRY =
      Pattern.compile("([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");
  private static final int HTTPS = 443;

  private final Set<String> entries;
  private final Set<InetAddress> addresses;

  private AllowedHosts(Set<String> entries) {
    this.entries = entries;
    this.addresses =
        entries.stream().flatMap(AllowedHosts::literal).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads the setting.
   *
   * @throws IllegalStateException in a sentence that names the property, if an entry is neither
   *     {@code host} nor {@code host:port}
   */
  static AllowedHosts of(Collection<String> hosts) {
    return new AllowedHosts(hosts.stream().map(AllowedHosts::entry).collect(Collectors.toSet()));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether {@code url}'s host and port are listed. */
  boolean allows(URI url) {
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    int port = url.getPort() == -1 ? HTTPS : url.getPort();
    return entries.contains(host + ":" + port) || (port == HTTPS && entries.contains(host));
  }

  /** Whether an address may be connected to: a public one, or one that is listed itself. */
  boolean allows(InetAddress address) {
    return NetworkAddress.isPublic(address) || addresses.contains(address);
  }

  private static String entry(String text) {
    String entry = text.strip().toLowerCase(Locale.ROOT);
    if (!ENTRY.matcher(entry).matches()) {
      throw new IllegalStateException(
          PROPERTY + " has \"" + text + "\": host or host:port is needed, without https://");
    }
    return entry;
  }

  /** The address that an entry is, if it is none that has a name. */
  private static Stream<InetAddress> literal(String entry) {
    String host =
        entry.startsWith("[")
            ? entry.substring(1, entry.indexOf(']'))
            : entry.replaceFirst(":.*", "");
    try {
      return Stream.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }
}
