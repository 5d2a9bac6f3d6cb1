package eu.bailiwick.sovereignty.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.decision.Candidate;
import eu.bailiwick.sovereignty.decision.Decision;
import eu.bailiwick.sovereignty.decision.Evaluator;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table, with the evaluator as its oracle. {@code -Pexhaustive} tries a million cases. */
class OracleTest {

  private static final int CASES = Integer.getInteger("bailiwick.oracle.cases", 20_000);
  private static final int CASES_PER_WORLD = 40;

  /** How often each reason must come up, in ten thousand cases or candidates' denials. */
  private static final int OFTEN = 20;

  private final Map<Reason, Integer> seen = new EnumMap<>(Reason.class);

  @Test
  void tableAnswersWhatTheEvaluatorAnswers() {
    int cases = 0;
    for (int world = 0; cases < CASES; world++) {
      RandomWorld random = new RandomWorld(world);
      Evaluator evaluator = new Evaluator(random.catalogue(), RandomWorld.CELL);
      EligibilityTable table = random.table();
      for (int i = 0; i < CASES_PER_WORLD; i++, cases++) {
        RequestDescriptor request = random.request();
        Instant at = random.instant();
        Decision expected = evaluator.decide(request, at);
        compare(table.look(request, at), expected, world);
        count(expected);
      }
    }
    for (Reason reason : Reason.values()) {
      assertThat(seen.getOrDefault(reason, 0))
          .as("cases of %s among %s", reason, seen)
          .isGreaterThan(cases / 10_000 * OFTEN);
    }
    assertThat(seen.get(Reason.PERMITTED))
        .as("permitted among %s", seen)
        .isGreaterThan(cases * 15 / 100);
  }

  private static void compare(Eligibility actual, Decision expected, int world) {
    if (actual.reason() != expected.reason()
        || !actual.sorted().equals(expected.eligible())
        || !actual.dataClass().equals(expected.dataClass())) {
      throw new AssertionError(
          "world " + world + ": " + actual.reason() + actual.sorted() + " is not " + expected);
    }
  }

  private void count(Decision decision) {
    seen.merge(decision.reason(), 1, Integer::sum);
    for (Candidate candidate : decision.candidates()) {
      candidate.reasons().forEach(reason -> seen.merge(reason, 1, Integer::sum));
    }
  }
}
