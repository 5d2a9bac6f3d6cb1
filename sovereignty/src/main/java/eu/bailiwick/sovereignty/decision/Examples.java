package eu.bailiwick.sovereignty.decision;

import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Integrity.Violation;
import eu.bailiwick.sovereignty.policy.Example;
import eu.bailiwick.sovereignty.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the examples that a policy carries against the endpoints of a catalogue. */
public final class Examples {

  private final Map<String, Served> served;
  private final Predicates predicates;

  /**
   * @param catalogue must be sound in the sense of {@code Integrity}
   */
  public Examples(Catalogue catalogue) {
    this.served =
        Served.of(catalogue).stream()
            .collect(Collectors.toUnmodifiableMap(s -> s.endpoint().id(), Function.identity()));
    this.predicates = new Predicates(catalogue);
  }

  /**
   * Runs the examples of one policy.
   *
   * @param path where the policy stands, such as {@code policies[2]}
   * @param loadedAt counts for examples that name no instant
   * @return what fails; empty if every example holds
   */
  public List<Violation> run(Policy policy, String path, Instant loadedAt) {
    List<Violation> failures = new ArrayList<>();
    for (int i = 0; i < policy.examples().size(); i++) {
      String failure = failure(policy, policy.examples().get(i), loadedAt);
      if (failure != null) {
        failures.add(new Violation(path + ".examples[" + i + "]", failure));
      }
    }
    return failures;
  }

  private @Nullable String failure(Policy policy, Example example, Instant loadedAt) {
    Served subject = served.get(example.endpoint());
    if (subject == null) {
      return "there is no endpoint \"" + example.endpoint() + "\"";
    }
    Instant at = Objects.requireNonNullElse(example.at(), loadedAt);
    List<Predicate> against =
        policy.constraints().stream()
            .map(constraint -> predicates.test("policy:" + policy.id(), constraint, subject, at))
            .filter(predicate -> predicate.value() != Truth.TRUE)
            .toList();
    List<String> reasons = against.stream().map(p -> String.valueOf(p.reason())).toList();
    return switch (example.expect()) {
      case PERMIT ->
          against.isEmpty()
              ? null
              : example.endpoint() + " is denied, because " + reasons + ": " + words(against);
      case DENY -> {
        if (against.isEmpty()) {
          yield example.endpoint() + " is permitted";
        }
        boolean asExpected = example.because() == null || reasons.contains(example.because());
        yield asExpected
            ? null
            : example.endpoint() + " is denied, but because " + reasons + ": " + words(against);
      }
    };
  }

  private static List<String> words(List<Predicate> against) {
    return against.stream().map(p -> p.demand() + " is " + p.value() + ", " + p.found()).toList();
  }
}
