package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.capacity.CapacityIntegrity;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.ConstraintNames;
import eu.bailiwick.registry.json.Violation;
import eu.bailiwick.registry.json.Violations;
import eu.bailiwick.sovereignty.catalogue.Integrity;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.decision.Examples;
import eu.bailiwick.sovereignty.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a document after which the catalogue would not be sound, with everything that is wrong
 * and where it stands in the document. What is wrong with a resource that the document does not
 * hold is named by kind and id, as in {@code cells["fr"].sites[0]}.
 */
final class Soundness {

  /** Ids that would stand for something else in a path. */
  private static final Set<String> RESERVED = Set.of("facets");

  private static final Pattern POSITION = Pattern.compile("^(\\w+)\\[(\\d+)]");
  private static final Pattern CONSTRAINT =
      Pattern.compile("^policies\\[(\\d+)]\\.constraints\\[(\\d+)]");

  private final Reading reading;
  private final CatalogueState after;
  private final Violations violations;
  private final Map<Kind<?>, Map<String, String>> paths = new HashMap<>();

  private Soundness(Reading reading, CatalogueState after) {
    this.reading = reading;
    this.after = after;
    this.violations = reading.violations();
    for (Upsert<?> upsert : reading.upserts()) {
      paths.computeIfAbsent(upsert.kind(), k -> new HashMap<>()).put(upsert.id(), upsert.path());
    }
  }

  /**
   * Checks what {@code reading} would make of the catalogue.
   *
   * @throws RefusedException with 422 and every violation
   */
  static void check(Reading reading, CatalogueState before, Instant at) {
    CatalogueState after = before.with(before.revision() + 1, reading.upserts());
    Soundness soundness = new Soundness(reading, after);
    reading.upserts().forEach(upsert -> soundness.immutability(upsert, before));
    reading.upserts().forEach(soundness::reservation);
    soundness.finality(new Finality(before));
    Integrity.check(after.catalogue(), at).forEach(soundness::report);
    CapacityIntegrity.check(
            after.catalogue(), after.list(Kind.ACCELERATORS), after.list(Kind.CAPACITY_CLAIMS))
        .forEach(soundness::report);
    soundness.refuse();
    soundness.examples(at);
    soundness.refuse();
  }

  /**
   * Checks that nothing needs what is to be removed.
   *
   * @throws RefusedException with 409 and the paths of everything that does
   */
  static void check(Removal removal, CatalogueState before, Instant at) {
    CatalogueState after = before.with(before.revision() + 1, List.of(), List.of(removal));
    List<Violation> found = new ArrayList<>(broken(after, removal, at));
    found.removeAll(broken(before, null, at)); // time alone may have made these
    if (!found.isEmpty()) {
      throw new RefusedException(
          ErrorCode.STILL_REFERRED_TO,
          "\"" + removal.id() + "\" cannot be removed before what refers to it",
          found);
    }
  }

  private static List<Violation> broken(
      CatalogueState state, @Nullable Removal removal, Instant at) {
    Soundness soundness = new Soundness(Reading.of(List.of()), state);
    Integrity.check(state.catalogue(), at).forEach(soundness::report);
    if (removal != null && removal.kind() == Kind.ENDPOINTS) {
      soundness.examplesWith(removal.id());
    }
    return soundness.violations.list();
  }

  /** An example would fail when its policy is loaded again. */
  private void examplesWith(String endpoint) {
    for (Policy policy : after.catalogue().policies()) {
      for (int i = 0; i < policy.examples().size(); i++) {
        if (policy.examples().get(i).endpoint().equals(endpoint)) {
          violations.report(
              "policies[\"" + policy.id() + "\"].examples[" + i + "].endpoint",
              "there is no endpoint \"" + endpoint + "\"");
        }
      }
    }
  }

  /** Runs the examples of the policies that the document loads. */
  private void examples(Instant at) {
    Examples examples = new Examples(after.catalogue());
    for (Upsert<?> upsert : reading.upserts()) {
      if (upsert.value() instanceof Policy policy) {
        examples
            .run(policy, "", at)
            .forEach(v -> violations.report(joined(upsert.path(), v.path()), v.message()));
      }
    }
  }

  private void refuse() {
    int count = violations.count();
    if (count > 0) {
      throw new RefusedException(
          ErrorCode.INVALID_CATALOGUE,
          count + (count == 1 ? " violation" : " violations") + "; nothing was changed",
          violations.list());
    }
  }

  private void reservation(Upsert<?> upsert) {
    if (RESERVED.contains(upsert.id())) {
      violations.report(joined(upsert.path(), ".id"), "\"" + upsert.id() + "\" is reserved");
    }
  }

  private void finality(Finality finality) {
    for (Upsert<?> upsert : reading.upserts()) {
      finality
          .violation(upsert)
          .ifPresent(v -> violations.report(joined(upsert.path(), v.path()), v.message()));
    }
  }

  /** A version is what its digests and profile say; only the tag is for people. */
  private void immutability(Upsert<?> upsert, CatalogueState before) {
    if (!(upsert.value() instanceof ModelVersion wanted)) {
      return;
    }
    before
        .find(Kind.VERSIONS, wanted.id())
        .ifPresent(
            stored -> {
              ModelVersion is = stored.value();
              fixed(upsert, "model", is.model(), wanted.model());
              fixed(upsert, "imageDigest", is.imageDigest(), wanted.imageDigest());
              fixed(upsert, "weightsDigest", is.weightsDigest(), wanted.weightsDigest());
              fixed(upsert, "profile", is.profile(), wanted.profile());
            });
  }

  private void fixed(Upsert<?> upsert, String field, String is, String wanted) {
    if (!is.equals(wanted)) {
      violations.report(
          joined(upsert.path(), "." + field),
          "a version is immutable and this is \"" + is + "\"; make another version");
    }
  }

  private void report(Integrity.Violation violation) {
    String path = inDocument(withConstraintName(violation.path()));
    if (!reading.namesUnreadable(path)) {
      violations.report(path, violation.message());
    }
  }

  /** JSON wraps a constraint in an object with one member; its name belongs to the path. */
  private String withConstraintName(String path) {
    Matcher matcher = CONSTRAINT.matcher(path);
    return matcher.replaceFirst(
        match ->
            match.group()
                + "."
                + ConstraintNames.of(
                    after
                        .catalogue()
                        .policies()
                        .get(number(match, 1))
                        .constraints()
                        .get(number(match, 2))));
  }

  private String inDocument(String path) {
    Matcher matcher = POSITION.matcher(path);
    if (!matcher.find()) {
      return path;
    }
    Kind<?> kind =
        Kind.ALL.stream().filter(k -> k.list().equals(matcher.group(1))).findFirst().orElseThrow();
    String id = after.ids(kind).get(number(matcher, 2));
    String prefix =
        paths.getOrDefault(kind, Map.of()).getOrDefault(id, matcher.group(1) + "[\"" + id + "\"]");
    return joined(prefix, path.substring(matcher.end()));
  }

  private static String joined(String prefix, String rest) {
    return prefix.isEmpty() && rest.startsWith(".") ? rest.substring(1) : prefix + rest;
  }

  private static int number(MatchResult match, int group) {
    return Integer.parseInt(match.group(group));
  }
}
