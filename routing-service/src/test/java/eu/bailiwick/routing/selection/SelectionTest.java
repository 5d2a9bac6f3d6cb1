package eu.bailiwick.routing.selection;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.decision.Permit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private final KnownStanding standing = new KnownStanding();
  private final Selector selector = new Selector(FixedSettings.DEFAULT, standing);
  private final Random random = new Random(7);

  @Test
  void handsOutEachLawfulEndpointOnce() {
    List<Permit> lawful = new Lawful().with("a").with("b").with("c").permits();

    assertThat(all(lawful)).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void handsOutNothingThatTakesNoRequests() {
    assertThat(new Lawful().permits()).isNotEmpty();
    assertThat(all(new Lawful().permits())).isEmpty();
  }

  /** Whatever weights, canaries, bounds and health say: a preference cannot widen the set. */
  @RepeatedTest(200)
  void everyPickIsLawfulAndNoneIsPickedTwice(RepetitionInfo repetition) {
    Random chance = new Random(repetition.getCurrentRepetition());
    Lawful made = new Lawful();
    for (int i = chance.nextInt(8); i >= 0; i--) {
      made.with(
          "e" + i,
          1 + chance.nextInt(1000),
          chance.nextInt(4) == 0 ? 1 + chance.nextInt(50) : null,
          chance.nextInt(3) == 0 ? 1 + chance.nextInt(3) : null);
      if (chance.nextInt(3) == 0) {
        standing.out.put("e" + i, chance.nextBoolean() ? Standing.NOT_READY : 5L + i);
      }
    }
    List<Permit> everything = made.permits();
    List<Permit> lawful = everything.stream().filter(p -> chance.nextInt(4) > 0).toList();
    Selector chosen =
        new Selector(new FixedSettings(chance.nextInt(3), 64, 1.1, chance.nextDouble()), standing);
    List<Place> held = new ArrayList<>();
    for (int request = 0; request < 20; request++) {
      Traits traits =
          new Traits(chance.nextLong(), chance.nextInt(3), Lawful.traits(chance).priority());
      Selection selection = chosen.select(lawful, traits);
      Set<Permit> picked = new HashSet<>();
      for (Place place = selection.next(); place != null; place = selection.next()) {
        assertThat(lawful).as("seed %s", repetition).contains(place.permit());
        assertThat(place.permit().destination().enabled()).isTrue();
        assertThat(picked.add(place.permit())).isTrue();
        held.add(place);
      }
      if (selection.full()) {
        selection.await(
            place -> {
              assertThat(place == null || lawful.contains(place.permit())).isTrue();
              if (place != null) {
                held.add(place);
              }
            });
      }
    }
    while (!held.isEmpty()) {
      held.removeLast().release();
    }
    assertThat(chosen.outstanding().total()).isZero();
    assertThat(chosen.room().waiting()).isZero();
  }

  @Test
  void theLessBusyOfTwoIsPreferred() {
    List<Permit> lawful = new Lawful().with("a").with("b").permits();
    Place busy = first(lawful, Lawful.traits(random));

    for (int i = 0; i < 20; i++) {
      Place other = first(lawful, Lawful.traits(random));
      assertThat(Lawful.id(other.permit())).isNotEqualTo(Lawful.id(busy.permit()));
      other.release();
    }
  }

  @Test
  void idleEndpointsAreUsedByTheirWeights() {
    List<Permit> lawful = new Lawful().with("a", 300, null, null).with("b").with("c").permits();

    Map<String, Integer> counts = firsts(lawful, 5000);

    assertThat(counts.get("a")).isBetween(2850, 3150);
    assertThat(counts.get("b")).isBetween(850, 1150);
    assertThat(counts.get("c")).isBetween(850, 1150);
  }

  @Test
  void busyEndpointsAreLevelledByTheirWeights() {
    List<Permit> lawful = new Lawful().with("a", 300, null, null).with("b").permits();
    Map<String, Integer> held = new HashMap<>();

    for (int i = 0; i < 400; i++) {
      held.merge(Lawful.id(first(lawful, Lawful.traits(random)).permit()), 1, Integer::sum);
    }

    assertThat(held.get("a")).isBetween(297, 303);
  }

  @Test
  void aCanaryGetsItsShareAndNoMore() {
    List<Permit> lawful = new Lawful().with("a").with("b").with("canary", 100, 10, null).permits();

    assertThat(firsts(lawful, 10_000).get("canary")).isBetween(900, 1100);
  }

  @Test
  void aCanaryIsNoRefugeForOthers() {
    List<Permit> lawful = new Lawful().with("a").with("canary", 100, 10, null).permits();
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      Selection selection = selector.select(lawful, Lawful.traits(random));
      Place place = selection.next();
      refused +=
          place != null && Lawful.id(place.permit()).equals("a") && selection.next() == null
              ? 1
              : 0;
    }

    assertThat(refused).isBetween(850, 950);
  }

  @Test
  void theSameRequestMeetsTheCanaryEachTime() {
    List<Permit> lawful = new Lawful().with("a").with("canary", 100, 50, null).permits();
    Traits traits = Lawful.traits(random);
    String once = Lawful.id(first(lawful, traits).permit());

    for (int i = 0; i < 10; i++) {
      assertThat(Lawful.id(first(lawful, traits).permit())).isEqualTo(once);
    }
  }

  @Test
  void whereThereAreCanariesOnlyTheyServeEverything() {
    List<Permit> lawful = new Lawful().with("canary", 100, 1, null).permits();

    assertThat(firsts(lawful, 100)).containsExactly(Map.entry("canary", 100));
  }

  @Test
  void promptsThatBeginAlikeMeetAgain() {
    List<Permit> lawful = new Lawful().with("a").with("b").with("c").with("d").permits();
    Set<String> seen = new HashSet<>();
    for (int prefix = 1; prefix < 40; prefix++) {
      Set<String> endpoints = new HashSet<>();
      for (int i = 0; i < 5; i++) {
        Place place = first(lawful, prefixed(prefix));
        endpoints.add(Lawful.id(place.permit()));
        place.release();
      }
      assertThat(endpoints).hasSize(1);
      seen.addAll(endpoints);
    }

    assertThat(seen).containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Test
  void anEndpointThatGoesMovesItsOwnPromptsOnly() {
    List<Permit> before = new Lawful().with("a").with("b").with("c").permits();
    List<Permit> after = new Lawful().with("a").with("b").permits();
    for (int prefix = 1; prefix < 100; prefix++) {
      Place was = first(before, prefixed(prefix));
      was.release();
      Place is = first(after, prefixed(prefix));
      is.release();

      String id = Lawful.id(was.permit());
      assertThat(id.equals("c") || id.equals(Lawful.id(is.permit()))).isTrue();
    }
  }

  @Test
  void promptsThatBeginAlikeDoNotOverloadOneEndpoint() {
    List<Permit> lawful = new Lawful().with("a").with("b").with("c").with("d").permits();
    Map<String, Integer> held = new HashMap<>();

    for (int i = 0; i < 400; i++) {
      held.merge(Lawful.id(first(lawful, prefixed(1)).permit()), 1, Integer::sum);
    }

    assertThat(held.values()).allMatch(n -> n <= 125 + 1);
  }

  @Test
  void anEjectedEndpointIsLeftAlone() {
    standing.out.put("a", 1000L);
    List<Permit> lawful = new Lawful().with("a").with("b").permits();

    assertThat(firsts(lawful, 50)).containsOnlyKeys("b");
    assertThat(standing.overruled).isEmpty();
  }

  @Test
  void ejectedEndpointsBeyondTheShareAreTakenBackInTheOrderOfTheirReturn() {
    standing.out.put("a", 3000L);
    standing.out.put("b", 1000L);
    standing.out.put("c", 2000L);
    List<Permit> lawful = new Lawful().with("a").with("b").with("c").with("d").permits();

    assertThat(firsts(lawful, 50)).containsOnlyKeys("b", "d");
  }

  @Test
  void endpointsThatSayTheyAreNotReadyAreBelievedHoweverMany() {
    standing.out.put("a", Standing.NOT_READY);
    standing.out.put("b", Standing.NOT_READY);
    standing.out.put("c", Standing.NOT_READY);
    List<Permit> lawful = new Lawful().with("a").with("b").with("c").with("d").permits();

    assertThat(firsts(lawful, 50)).containsOnlyKeys("d");
  }

  @Test
  void ifAllAreOutAllAreUsedAndItIsSaid() {
    standing.out.put("a", 1000L);
    standing.out.put("b", Standing.NOT_READY);
    List<Permit> lawful = new Lawful().with("a").with("b").permits();

    assertThat(firsts(lawful, 50)).containsOnlyKeys("a", "b");
    assertThat(standing.overruled).hasSize(50);
  }

  private static Traits prefixed(long prefix) {
    return Traits.of(
        UUID.randomUUID(), prefix, eu.bailiwick.sovereignty.catalogue.Priority.STANDARD);
  }

  private Map<String, Integer> firsts(List<Permit> lawful, int requests) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < requests; i++) {
      Place place = first(lawful, Lawful.traits(random));
      counts.merge(Lawful.id(place.permit()), 1, Integer::sum);
      place.release();
    }
    return counts;
  }

  private Place first(List<Permit> lawful, Traits traits) {
    Place place = selector.select(lawful, traits).next();
    if (place == null) {
      throw new AssertionError("nothing was picked");
    }
    return place;
  }

  private List<String> all(List<Permit> lawful) {
    Selection selection = selector.select(lawful, Lawful.traits(random));
    List<String> ids = new ArrayList<>();
    for (Place place = selection.next(); place != null; place = selection.next()) {
      ids.add(Lawful.id(place.permit()));
    }
    return ids;
  }
}
