package eu.bailiwick.sovereignty.eligibility;

import static eu.bailiwick.sovereignty.CatalogueBuilder.CELL;
import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static eu.bailiwick.sovereignty.CatalogueBuilder.countries;
import static eu.bailiwick.sovereignty.CatalogueBuilder.declared;
import static eu.bailiwick.sovereignty.CatalogueBuilder.disclosureWithin;
import static eu.bailiwick.sovereignty.CatalogueBuilder.owned;
import static eu.bailiwick.sovereignty.CatalogueBuilder.processingWithin;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Certificate.Reach;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.decision.Decision;
import eu.bailiwick.sovereignty.decision.Evaluator;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.policy.Scope;
import eu.bailiwick.sovereignty.policy.Scope.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the certificate says that a table can lead to. */
class SurveyTest {

  private static final Instant UNTIL = NOW.plusSeconds(3600);

  private final CatalogueBuilder builder =
      CatalogueBuilder.sound()
          .entity("vendor", "US")
          .policy(processingWithin("EEA"))
          .policy("d", new Scope(Level.DATA_CLASS, null, null, "health"), disclosureWithin("EEA"));

  @Test
  void reachIsToldForEachClass() {
    builder
        .entity("operator-de", "DE", owned("vendor"))
        .endpoint("chat-fr", "FR")
        .endpoint("chat-de", "DE")
        .endpoint("chat-ch", "CH");
    assertThat(reaches())
        .containsExactly(
            reach("health", 2, 1, 2, "FR", "FR", "FR"),
            reach("personal", 2, 2, 4, "DE,FR", "DE,FR,US", "DE,FR,US"),
            reach("public", 1, 2, 2, "DE,FR", "DE,FR,US", "DE,FR,US"));
  }

  @Test
  void vendorOfSoftwareDeniesAndDoesNotDisclose() {
    builder.endpoint(
        "e",
        "FR",
        declared(countries("FR")),
        declared(List.of(new Party(Party.Role.SOFTWARE, "vendor"))));
    assertThat(reaches().getFirst()).isEqualTo(reach("health", 2, 1, 2, "FR", "FR", "FR,US"));
  }

  @Test
  void factThatEndsWithinTheLifeIsNotKnownThroughout() {
    builder.endpoint("e", "FR", until(UNTIL.minusNanos(1)), declared(List.of()));
    assertThat(reaches().getLast()).isEqualTo(reach("public", 1, 1, 1, "FR,ZZ", "FR", "FR"));
  }

  @Test
  void factThatEndsWithTheLifeIsKnownThroughout() {
    builder.endpoint("e", "FR", until(UNTIL), declared(List.of()));
    assertThat(reaches().getLast()).isEqualTo(reach("public", 1, 1, 1, "FR", "FR", "FR"));
  }

  @Test
  void whatNoPolicyAsksForIsUnknown() {
    builder
        .entity("operator-fr", declared(countries("FR")), null)
        .endpoint("e", "FR", declared(countries("FR")), null);
    assertThat(reaches().getLast()).isEqualTo(reach("public", 1, 1, 1, "FR", "FR,ZZ", "FR,ZZ"));
  }

  @Test
  void loopsOfControlEnd() {
    builder
        .entity("a", "DE", owned("b"))
        .entity("b", "IE", owned("a"))
        .entity("operator-fr", "FR", owned("a"))
        .endpoint("e", "FR");
    assertThat(reaches().getLast().disclosure()).isEqualTo(countries("DE", "FR", "IE"));
  }

  @Test
  void classThatReachesNothingIsToldAsWell() {
    assertThat(reaches().getFirst()).isEqualTo(reach("health", 2, 0, 0, "", "", ""));
  }

  @Test
  void sentenceNamesEveryCountry() {
    assertThat(reach("health", 2, 1, 2, "FR", "FR,US", "ZZ").sentence())
        .isEqualTo(
            "No request of class health can reach an endpoint that processes outside [FR], or that"
                + " is exposed to disclosure outside [FR, US] or to denial outside [ZZ].");
  }

  @Test
  void certificateCountsWhatTheEvaluatorCounts() {
    int reaching = 0;
    for (int seed = 0; seed < 150; seed++) {
      RandomWorld world = new RandomWorld(seed);
      Map<String, Set<String>> endpoints = new TreeMap<>();
      Map<String, Set<String>> permissions = new TreeMap<>();
      enumerate(world, endpoints, permissions);
      for (Reach reach : world.table().certificate().reaches()) {
        String where = "seed " + seed + ", " + reach;
        Set<String> reached = endpoints.getOrDefault(reach.dataClass(), Set.of());
        assertThat(reach.endpoints()).as(where).isEqualTo(reached.size());
        assertThat(reach.permissions())
            .as(where)
            .isEqualTo(permissions.getOrDefault(reach.dataClass(), Set.of()).size());
        assertThat(reach.processing()).as(where).containsAll(places(world.catalogue(), reached));
        reaching += reached.isEmpty() ? 0 : 1;
      }
    }
    assertThat(reaching).as("classes that reach something").isGreaterThan(100);
  }

  /** Asks the evaluator for everything at every instant at which an answer can change. */
  private static void enumerate(
      RandomWorld world, Map<String, Set<String>> endpoints, Map<String, Set<String>> permissions) {
    Catalogue catalogue = world.catalogue();
    Evaluator evaluator = new Evaluator(catalogue, RandomWorld.CELL);
    Stream<Instant> hours =
        Stream.iterate(
            world.from(), at -> at.isBefore(world.until()), at -> at.plus(Duration.ofHours(1)));
    for (Instant at : hours.toList()) {
      for (Application application : catalogue.applications()) {
        for (DataClass dataClass : classes(catalogue)) {
          for (Model model : catalogue.models()) {
            Decision decision =
                evaluator.decide(
                    new RequestDescriptor(
                        application.tenant(),
                        application.id(),
                        dataClass.id(),
                        model.id(),
                        Operation.CHAT,
                        List.of()),
                    at);
            for (String endpoint : decision.eligible()) {
              endpoints.computeIfAbsent(dataClass.id(), c -> new HashSet<>()).add(endpoint);
              permissions
                  .computeIfAbsent(dataClass.id(), c -> new HashSet<>())
                  .add(application.id() + " " + endpoint);
            }
          }
        }
      }
    }
  }

  private static List<DataClass> classes(Catalogue catalogue) {
    return Stream.concat(DataClass.BUILT_IN.stream(), catalogue.dataClasses().stream()).toList();
  }

  /** Countries of recorded processing and of sites, by plain loops. */
  private static Set<Country> places(Catalogue catalogue, Set<String> endpoints) {
    Set<Country> places = new TreeSet<>();
    catalogue.endpoints().stream()
        .filter(e -> endpoints.contains(e.id()))
        .forEach(
            e -> {
              if (e.facts().processing() != null) {
                places.addAll(e.facts().processing().value());
              }
              catalogue.sites().stream()
                  .filter(s -> s.id().equals(e.site()))
                  .forEach(s -> places.add(s.country()));
            });
    return places;
  }

  private List<Reach> reaches() {
    return EligibilityTable.compile(builder.build(), CELL, NOW, UNTIL).certificate().reaches();
  }

  private static Reach reach(
      String dataClass,
      int applications,
      int endpoints,
      int permissions,
      String processing,
      String disclosure,
      String denial) {
    return new Reach(
        dataClass,
        applications,
        endpoints,
        permissions,
        set(processing),
        set(disclosure),
        set(denial));
  }

  private static Set<Country> set(String codes) {
    return codes.isEmpty() ? Set.of() : countries(codes.split(",", -1));
  }

  private static Fact<Set<Country>> until(Instant instant) {
    return new Fact<>(countries("FR"), Grade.DECLARED, "test", null, instant);
  }
}
