package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.search.Question;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that a request for a list asks.
 *
 * @param parameters as sent; only those that the operation knows get here
 */
public record ListQuery(SortedMap<String, List<String>> parameters) {

  /** Parameters that choose a part of a list. */
  private static final Set<String> PAGING = Set.of("limit", "after");

  /** Parameters that are no filters by value. */
  private static final Set<String> OTHERS = Set.of("limit", "after", AsOfQuery.NAME, "q");

  /** What a request asks. */
  public static ListQuery of(UriInfo uri) {
    return new ListQuery(new TreeMap<>(uri.getQueryParameters()));
  }

  /** The filters by value. */
  Question question() {
    return Question.of(without(OTHERS));
  }

  /** Stands for what is asked, whatever page. */
  String fingerprint(Kind<?> kind) {
    return fingerprint(kind + without(PAGING).toString());
  }

  /** A strong ETag of the answer to exactly this at a revision. */
  String etag(long revision, String unchangedSince) {
    return "\"" + revision + "-" + fingerprint(parameters + unchangedSince) + "\"";
  }

  private SortedMap<String, List<String>> without(Set<String> names) {
    return parameters.entrySet().stream()
        .filter(e -> !names.contains(e.getKey()))
        .collect(
            Collectors.toMap(
                e -> e.getKey(), e -> List.copyOf(e.getValue()), (a, b) -> a, TreeMap::new));
  }

  private static String fingerprint(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
