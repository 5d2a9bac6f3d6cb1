package eu.bailiwick.local.models;

import com.sun.net.httpserver.Headers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The attempts that a server saw, oldest first; only the last {@value #MOST} are kept. */
final class Attempts {

  private static final int MOST = 10_000;

  private final Clock clock;
  private final Map<Long, Attempt> seen = new LinkedHashMap<>();
  private long next;

  Attempts(Clock clock) {
    this.clock = clock;
  }

  /** Records an attempt that has just arrived and returns its number here. */
  synchronized long arrived(Headers headers) {
    long number = next++;
    seen.put(
        number,
        new Attempt(
            headers.getFirst("Bailiwick-Request"),
            headers.getFirst("Bailiwick-Attempt"),
            clock.instant(),
            headers.keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet()),
            null,
            Attempt.Outcome.RUNNING));
    seen.remove(number - MOST);
    return number;
  }

  synchronized void came(long number, byte[] body) {
    String digest = Digests.of(body);
    seen.computeIfPresent(number, (n, attempt) -> attempt.withBody(digest));
  }

  synchronized void ended(long number, Attempt.Outcome outcome) {
    seen.computeIfPresent(number, (n, attempt) -> attempt.with(outcome));
  }

  synchronized List<Attempt> all() {
    return new ArrayList<>(seen.values());
  }
}
