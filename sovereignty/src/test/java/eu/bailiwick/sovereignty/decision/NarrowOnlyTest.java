package eu.bailiwick.sovereignty.decision;

import static eu.bailiwick.sovereignty.CatalogueBuilder.CELL;
import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Facts;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Policy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Laws that hold for every catalogue, tried on random ones. A failure names its seed. */
class NarrowOnlyTest {

  private static final int CATALOGUES = 2000;

  private interface Change {
    void apply(RandomCatalogue random, CatalogueBuilder builder);
  }

  @Test
  void anotherConstraintNeverAddsAnEndpoint() {
    int narrowed =
        forAll(
            (random, builder) -> {
              Policy policy = random.pick(builder.policies);
              List<Constraint> more = new ArrayList<>(policy.constraints());
              more.add(random.constraint());
              builder.policies.set(
                  builder.policies.indexOf(policy),
                  new Policy(policy.id(), policy.scope(), more, List.of()));
            });
    assertThat(narrowed).as("catalogues in which it mattered").isGreaterThan(50);
  }

  @Test
  void removingAFactNeverAddsAnEndpoint() {
    int narrowed =
        forAll(
            (random, builder) -> {
              if (random.chance(0.5)) {
                forgetAboutEndpoint(random, builder);
              } else {
                forgetAboutEntity(random, builder);
              }
            });
    assertThat(narrowed).as("catalogues in which it mattered").isGreaterThan(50);
  }

  private static void forgetAboutEndpoint(RandomCatalogue random, CatalogueBuilder builder) {
    int i = random.below(builder.endpoints.size());
    Endpoint e = builder.endpoints.get(i);
    int fact = random.below(3);
    builder.endpoints.set(
        i,
        new Endpoint(
            e.id(),
            e.version(),
            e.site(),
            e.baseUrl(),
            e.servedModel(),
            e.state(),
            new Facts(
                fact == 0 ? null : e.facts().processing(),
                e.facts().storage(),
                e.facts().telemetry(),
                e.facts().humanAccess(),
                e.facts().keyCustody(),
                fact == 1 ? null : e.facts().chain(),
                fact == 2 ? List.of() : e.facts().certifications())));
  }

  private static void forgetAboutEntity(RandomCatalogue random, CatalogueBuilder builder) {
    Entity e = random.pick(builder.entities);
    boolean law = random.chance(0.5);
    builder.entity(e.id(), law ? null : e.subjectTo(), law ? e.controllers() : null);
  }

  /** Applies {@code change} to random catalogues; answers how often it took an endpoint away. */
  private static int forAll(Change change) {
    int narrowed = 0;
    for (int seed = 0; seed < CATALOGUES; seed++) {
      RandomCatalogue random = new RandomCatalogue(new Random(seed));
      CatalogueBuilder builder = random.catalogue();
      RequestDescriptor request = random.request();
      Set<String> before = eligible(builder.build(), request);
      change.apply(random, builder);
      Set<String> after = eligible(builder.build(), request);
      assertThat(before).as("seed %d", seed).containsAll(after);
      narrowed += before.equals(after) ? 0 : 1;
    }
    return narrowed;
  }

  /**
   * Where a policy covers the request as it stands. Where none does, everything is denied, and
   * naming a class for which there is a policy is how it becomes permitted.
   */
  @Test
  void narrowingARequestNeverAddsAnEndpoint() {
    for (int seed = 0; seed < CATALOGUES; seed++) {
      RandomCatalogue random = new RandomCatalogue(new Random(seed));
      Evaluator evaluator = new Evaluator(random.catalogue().build(), CELL);
      Decision wide = evaluator.decide(Requests.PLAIN, NOW);
      String[] within = random.areas().toArray(String[]::new);
      Decision narrow = evaluator.decide(Requests.of("letters", random.dataClass(), within), NOW);
      if (wide.reason() != Reason.NO_POLICY) {
        assertThat(wide.eligible()).as("seed %d", seed).containsAll(narrow.eligible());
      }
    }
  }

  @Test
  void sameInputsGiveTheSameDecision() {
    for (int seed = 0; seed < 100; seed++) {
      assertThat(decideFromScratch(seed)).as("seed %d", seed).isEqualTo(decideFromScratch(seed));
    }
  }

  private static Decision decideFromScratch(int seed) {
    RandomCatalogue random = new RandomCatalogue(new Random(seed));
    Catalogue catalogue = random.catalogue().build();
    return new Evaluator(catalogue, CELL).decide(random.request(), NOW);
  }

  private static Set<String> eligible(Catalogue catalogue, RequestDescriptor request) {
    return new HashSet<>(new Evaluator(catalogue, CELL).decide(request, NOW).eligible());
  }
}
