package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Whoever sent the request at hand, by the token. */
@Singleton
public final class Actor {

  private final SecurityIdentity identity;
  private final DocumentParser parser;

  Actor(SecurityIdentity identity, DocumentParser parser) {
    this.identity = identity;
    this.parser = parser;
  }

  /** The name in the token. */
  public String name() {
    return identity.getPrincipal().getName();
  }

  /**
   * The actor with a reason.
   *
   * @param reason value of {@code Bailiwick-Reason}; null if absent
   * @throws RefusedException with 400 if it is too long
   */
  public Provenance giving(@Nullable String reason) {
    if (reason != null && reason.length() > Reason.LONGEST) {
      throw new RefusedException(
          ErrorCode.INVALID_PARAMETER,
          "Bailiwick-Reason: at most " + Reason.LONGEST + " characters are accepted");
    }
    return new Provenance(name(), reason);
  }

  /**
   * The actor with a reason that must be there.
   *
   * @throws RefusedException with 400 if it is absent, blank or too long
   */
  public Provenance needing(@Nullable String reason) {
    if (reason == null || reason.isBlank()) {
      throw new RefusedException(
          ErrorCode.INVALID_PARAMETER, "Bailiwick-Reason: a reason is needed");
    }
    return giving(reason);
  }

  /** The actor with a reason that was checked. */
  public Provenance because(String reason) {
    return new Provenance(name(), reason);
  }

  /**
   * Reads what the actor sent.
   *
   * @throws RefusedException if it is no JSON (400) or not of that shape (422)
   */
  public <R extends Record> R says(Class<R> type, InputStream body) {
    return Reading.body(type, parser.parse(body, Format.JSON));
  }

  /**
   * The actor with the {@link Reason} that they sent.
   *
   * @throws RefusedException if it is no JSON (400), or missing, blank or too long (422)
   */
  public Provenance because(InputStream body) {
    return because(says(Reason.class, body).reason());
  }

  /**
   * @throws RefusedException with 403 if the actor is {@code who}
   */
  public void mustNotBe(@Nullable String who, String began) {
    if (name().equals(who)) {
      throw new RefusedException(
          ErrorCode.FOUR_EYES,
          "\"" + who + "\" " + began + " it; somebody else with the role approver is needed");
    }
  }
}
