package eu.bailiwick.registry.law;

import eu.bailiwick.sovereignty.law.ControlRule;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.law.Membership;
import java.util.List;

/**
 * The edition that is in force.
 *
 * @param digest SHA-256 over all of it, {@code sha256:…}
 * @param loaded false if it is the one that ships with the software, because none was loaded
 */
record LawDocument(
    String edition,
    String digest,
    boolean loaded,
    List<Membership> memberships,
    List<ControlRule> controlRules) {

  static LawDocument of(Law law, boolean loaded) {
    return new LawDocument(
        law.edition(), law.digest(), loaded, law.memberships(), law.controlRules());
  }

  /** Its strong ETag, quotes included. */
  String etag() {
    return etag(digest);
  }

  static String etag(String digest) {
    return "\"" + digest + "\"";
  }
}
