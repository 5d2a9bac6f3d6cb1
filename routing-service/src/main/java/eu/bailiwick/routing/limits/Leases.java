package eu.bailiwick.routing.limits;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * How many requests each router has under way in one slot, as the shared store's row tells it. What
 * a router says holds until its lease runs out, so that one that was killed gives its places back.
 */
record Leases(List<Lease> all) {

  private static final Logger LOG = Logger.getLogger(Leases.class);
  private static final Pattern LINE = Pattern.compile("(\\S+) (\\d{1,18}) (\\d{1,18})");

  /**
   * What one router says.
   *
   * @param router its name, without blanks
   * @param requests that it has under way; at least 1
   * @param until milliseconds since the epoch, by the store's clock
   */
  record Lease(String router, long requests, long until) {}

  Leases {
    all = List.copyOf(all);
  }

  /**
   * What {@link #bytes} wrote. A line that something else wrote is left out: whoever has requests
   * says so again.
   *
   * @param bytes none for a row that is new
   */
  static Leases read(byte[] bytes) {
    List<Lease> all = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.US_ASCII).lines().toList()) {
      Matcher parts = LINE.matcher(line);
      if (parts.matches()) {
        all.add(
            new Lease(
                parts.group(1), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3))));
      } else {
        LOG.warnf("No router, its requests and an instant, in the shared store: %s", line);
      }
    }
    return new Leases(all);
  }

  /** A line for each router, so that people can read it as well. */
  byte[] bytes() {
    StringBuilder text = new StringBuilder();
    for (Lease lease : all) {
      text.append(lease.router()).append(' ').append(lease.requests()).append(' ');
      text.append(lease.until()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Requests of all routers but one. */
  long besides(String router, long now) {
    return all.stream()
        .filter(lease -> !lease.router().equals(router) && lease.until() > now)
        .mapToLong(Lease::requests)
        .sum();
  }

  /** The same with what one router says now, and without what has run out. */
  Leases with(Lease own, long now) {
    List<Lease> next = new ArrayList<>();
    for (Lease lease : all) {
      if (!lease.router().equals(own.router()) && lease.until() > now) {
        next.add(lease);
      }
    }
    if (own.requests() > 0) {
      next.add(own);
    }
    return new Leases(next);
  }
}
