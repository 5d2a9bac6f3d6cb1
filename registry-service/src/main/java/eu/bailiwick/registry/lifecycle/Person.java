package eu.bailiwick.registry.lifecycle;

import eu.bailiwick.registry.catalogue.Provenance;
import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Who takes a step, and what they say about it. */
@Singleton
final class Person {

  private final SecurityIdentity identity;
  private final DocumentParser parser;

  Person(SecurityIdentity identity, DocumentParser parser) {
    this.identity = identity;
    this.parser = parser;
  }

  /** The name in the token. */
  String name() {
    return identity.getPrincipal().getName();
  }

  Provenance because(String reason) {
    return new Provenance(name(), reason);
  }

  /**
   * Reads what they sent.
   *
   * @throws RefusedException if it is no JSON (400) or not of that shape (422)
   */
  <R extends Record> R says(Class<R> type, InputStream body) {
    return Reading.body(type, parser.parse(body, Format.JSON));
  }

  /**
   * @throws RefusedException with 403 if this is the person {@code who} that began it
   */
  void mustNotBe(@Nullable String who, String began) {
    if (name().equals(who)) {
      throw new RefusedException(
          ErrorCode.FOUR_EYES,
          "\"" + who + "\" " + began + " it; somebody else with the role approver is needed");
    }
  }
}
