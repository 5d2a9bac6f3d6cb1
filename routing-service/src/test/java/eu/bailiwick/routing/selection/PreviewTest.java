package eu.bailiwick.routing.selection;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.decision.Prospect;
import eu.bailiwick.routing.decision.Prospect.State;
import eu.bailiwick.sovereignty.catalogue.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PreviewTest {

  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  private final KnownStanding standing = new KnownStanding();
  private final Selector selector = new Selector(FixedSettings.DEFAULT, standing);
  private final Preview preview = new Preview(selector, FixedSettings.DEFAULT);
  private final Random random = new Random(7);

  @Test
  void saysWhatTheChoiceLooksAt() {
    List<Permit> lawful = new Lawful().with("a", 30, null, 2).with("b").permits();
    take(lawful, "a");

    assertThat(of(lawful, "a")).isEqualTo(new Prospect(true, State.READY, 30, null, 1, 2, null));
    assertThat(of(lawful, "b"))
        .isEqualTo(new Prospect(true, State.READY, 100, null, 0, null, null));
  }

  @Test
  void whatTakesNoRequestsIsNoCandidate() {
    Prospect draining = of(new Lawful().with("a").permits(), "chat-frankfurt");

    assertThat(draining.candidate()).isFalse();
    assertThat(draining.state()).isEqualTo(State.NOT_ENABLED);
  }

  @Test
  void whatIsFullIsNoCandidate() {
    List<Permit> lawful = new Lawful().with("a", 100, null, 1).with("b").permits();
    take(lawful, "a");

    assertThat(of(lawful, "a").state()).isEqualTo(State.FULL);
    assertThat(of(lawful, "a").candidate()).isFalse();
    assertThat(of(lawful, "b").candidate()).isTrue();
  }

  @Test
  void whatIsOutIsNoCandidateAndAnEjectionHasItsEnd() {
    List<Permit> lawful = new Lawful().with("a").with("b").with("c").with("d").permits();
    standing.out.put("a", 7_000_000_000L);
    standing.out.put("b", Standing.NOT_READY);

    assertThat(of(lawful, "a").candidate()).isFalse();
    assertThat(of(lawful, "a").state()).isEqualTo(State.EJECTED);
    assertThat(of(lawful, "a").ejectedUntil()).isEqualTo(NOW.plusSeconds(7));
    assertThat(of(lawful, "b").candidate()).isFalse();
    assertThat(of(lawful, "b").state()).isEqualTo(State.NOT_READY);
    assertThat(of(lawful, "b").ejectedUntil()).isNull();
    assertThat(of(lawful, "c").candidate()).isTrue();
  }

  @Test
  void whereAllAreOutAllAreCandidatesNevertheless() {
    List<Permit> lawful = new Lawful().with("a").with("b").permits();
    standing.out.put("a", 7L);
    standing.out.put("b", Standing.NOT_READY);

    assertThat(of(lawful, "a").candidate()).isTrue();
    assertThat(of(lawful, "a").state()).isEqualTo(State.EJECTED);
    assertThat(of(lawful, "b").candidate()).isTrue();
    assertThat(of(lawful, "b").state()).isEqualTo(State.NOT_READY);
    assertThat(standing.overruled).isEmpty();
  }

  /**
   * The request of these permits has its place among all, beyond the first and before the fiftieth
   * percent.
   */
  @Test
  void aCanaryIsACandidateForItsShareOrByChance() {
    List<Permit> large = new Lawful().with("a").with("canary", 100, 50, null).permits();
    List<Permit> small = new Lawful().with("a").with("canary", 100, 1, null).permits();

    assertThat(of(large, "canary").candidate()).isTrue();
    assertThat(of(large, "canary").state()).isEqualTo(State.CANARY_DUE);
    assertThat(of(large, "canary").canaryPercent()).isEqualTo(50);
    assertThat(of(small, "canary").candidate()).isFalse();
    assertThat(of(small, "canary").state()).isEqualTo(State.CANARY_NOT_DUE);
    assertThat(of(small, false, "canary").candidate()).isTrue();
    assertThat(of(small, false, "canary").state()).isEqualTo(State.READY);
  }

  @Test
  void theRuleSaysWhatIsChanceAndWhatPromptsDo() {
    assertThat(preview.rule()).contains("chance").doesNotContain("prompts");
    assertThat(new Preview(selector, new FixedSettings(10, 64, 1.25, 0.5)).rule())
        .contains("chance", "first 64 bytes", "1.25");
  }

  /** Whatever weights, canaries, bounds and health say. */
  @RepeatedTest(200)
  void onlyCandidatesAreChosenAndLookingChoosesNone(RepetitionInfo repetition) {
    Random chance = new Random(repetition.getCurrentRepetition());
    Lawful made = new Lawful();
    for (int i = chance.nextInt(6); i >= 0; i--) {
      made.with(
          "e" + i,
          1 + chance.nextInt(1000),
          chance.nextInt(4) == 0 ? 1 + chance.nextInt(50) : null,
          chance.nextInt(3) == 0 ? 1 + chance.nextInt(3) : null);
      if (chance.nextInt(3) == 0) {
        standing.out.put("e" + i, chance.nextBoolean() ? Standing.NOT_READY : 5L + i);
      }
    }
    List<Permit> lawful = made.permits();
    Traits traits = Traits.of(lawful.getFirst().request(), 0, Priority.STANDARD);
    List<Place> held = new ArrayList<>();
    for (int request = 0; request < 10; request++) {
      Map<String, Prospect> seen = preview.of(lawful, true, NOW);
      assertThat(selector.outstanding().total()).isEqualTo(held.size());
      Place place = selector.select(lawful, traits).next();
      assertThat(place != null).isEqualTo(seen.values().stream().anyMatch(Prospect::candidate));
      if (place != null) {
        held.add(place);
        assertThat(seen)
            .extractingByKey(Lawful.id(place.permit()))
            .satisfies(prospect -> assertThat(prospect.candidate()).isTrue());
      }
    }
  }

  private void take(List<Permit> lawful, String endpoint) {
    List<Permit> only = lawful.stream().filter(p -> Lawful.id(p).equals(endpoint)).toList();
    assertThat(selector.select(only, Lawful.traits(random)).next()).isNotNull();
  }

  private Prospect of(List<Permit> lawful, String endpoint) {
    return of(lawful, true, endpoint);
  }

  private Prospect of(List<Permit> lawful, boolean lotKnown, String endpoint) {
    return Objects.requireNonNull(preview.of(lawful, lotKnown, NOW).get(endpoint));
  }
}
