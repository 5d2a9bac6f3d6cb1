package eu.bailiwick.sovereignty.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.decision.Decision;
import eu.bailiwick.sovereignty.decision.Evaluator;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OracleTest {

  private static final int CASES = Integer.getInteger("bailiwick.oracle.cases", 20_000);
  private static final int CASES_PER_WORLD = 50;

  @Test
  void tableAnswersWhatTheEvaluatorAnswers() {
    Map<Reason, Integer> seen = new EnumMap<>(Reason.class);
    for (int world = 0; world * CASES_PER_WORLD < CASES; world++) {
      RandomWorld random = new RandomWorld(world);
      Catalogue catalogue = random.catalogue();
      Evaluator evaluator = new Evaluator(catalogue, "cell");
      EligibilityTable table =
          EligibilityTable.compile(catalogue, "cell", RandomWorld.FROM, RandomWorld.UNTIL);
      for (int i = 0; i < CASES_PER_WORLD; i++) {
        RequestDescriptor request = random.request();
        Instant at = random.instant();
        Decision expected = evaluator.decide(request, at);
        Eligibility actual = table.look(request, at);
        String where = "world " + world + ", " + request + " at " + at;
        assertThat(actual.reason()).as(where).isEqualTo(expected.reason());
        assertThat(actual.sorted()).as(where).isEqualTo(expected.eligible());
        assertThat(actual.dataClass()).as(where).isEqualTo(expected.dataClass());
        seen.merge(expected.reason(), 1, Integer::sum);
      }
    }
    System.out.println("oracle and table agree: " + seen);
    assertThat(seen)
        .containsKeys(
            Reason.PERMITTED,
            Reason.NO_LAWFUL_ENDPOINT,
            Reason.NO_POLICY,
            Reason.MODEL_NOT_FOUND,
            Reason.DATA_CLASS_NOT_ALLOWED,
            Reason.UNKNOWN_AREA);
  }
}
