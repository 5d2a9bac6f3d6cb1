package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something is out of use, at once and for good. It only ever takes away.
 *
 * @param kind what it is
 * @param subject its id
 * @param at since when
 */
public record Revocation(Kind kind, String subject, Instant at) {

  /** What can be revoked. */
  public enum Kind {
    ENDPOINT,
    VERSION,
    KEY,
    APPROVAL
  }

  /**
   * @throws IllegalArgumentException if the subject's id is malformed
   */
  public Revocation {
    Objects.requireNonNull(kind, "kind");
    Checks.id(subject, "subject");
    Objects.requireNonNull(at, "at");
  }

  /** Its identifier, such as {@code endpoint.chat-paris}. */
  public String id() {
    return id(kind, subject);
  }

  /** The identifier of the revocation of that subject. */
  public static String id(Kind kind, String subject) {
    return kind.name().toLowerCase(Locale.ROOT) + "." + subject;
  }

  /** The subjects of one kind among {@code revocations}. */
  public static Set<String> subjects(Kind kind, Collection<Revocation> revocations) {
    return revocations.stream()
        .filter(revocation -> revocation.kind() == kind)
        .map(Revocation::subject)
        .collect(Collectors.toUnmodifiableSet());
  }
}
