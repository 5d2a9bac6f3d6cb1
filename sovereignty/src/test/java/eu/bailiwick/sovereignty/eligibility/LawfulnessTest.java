package eu.bailiwick.sovereignty.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Facts;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Policy;
import eu.bailiwick.sovereignty.policy.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds of every table, tried on random worlds. A failure names its seed. */
class LawfulnessTest {

  private static final int WORLDS = 600;
  private static final int REQUESTS = 10;

  @Test
  void noEligibleEndpointViolatesAConstraint() {
    int checked = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      RandomWorld world = new RandomWorld(seed);
      EligibilityTable table = world.table();
      for (int i = 0; i < REQUESTS; i++) {
        RequestDescriptor request = world.request();
        Instant at = world.instant();
        List<String> eligible = table.look(request, at).sorted();
        PlainLaw law = new PlainLaw(world.catalogue(), at);
        for (Constraint constraint : constraints(world.catalogue(), request)) {
          for (String endpoint : eligible) {
            assertThat(law.meets(endpoint, constraint))
                .as("seed %d: %s %s at %s for %s", seed, endpoint, constraint, at, request)
                .isTrue();
            checked++;
          }
        }
      }
    }
    assertThat(checked).as("constraints on eligible endpoints").isGreaterThan(2 * WORLDS);
  }

  @Test
  void noEligibleEndpointIsRevokedOrWithoutApproval() {
    int checked = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      RandomWorld world = new RandomWorld(seed);
      EligibilityTable table = world.table();
      for (int i = 0; i < REQUESTS; i++) {
        Instant at = world.instant();
        Eligibility eligibility = table.look(world.request(), at);
        PlainLaw law = new PlainLaw(world.catalogue(), at);
        for (String endpoint : eligibility.sorted()) {
          assertThat(law.isCleared(endpoint, eligibility.dataClass()))
              .as("seed %d: %s for %s at %s", seed, endpoint, eligibility.dataClass(), at)
              .isTrue();
          checked++;
        }
      }
    }
    assertThat(checked).as("eligible endpoints").isGreaterThan(WORLDS / 2);
  }

  @Test
  void withdrawingAnApprovalOrRevokingNeverAddsAnEndpoint() {
    assertThat(
            narrowed(
                (world, random) ->
                    c -> {
                      List<Approval> approvals = new ArrayList<>(c.approvals());
                      approvals.removeIf(approval -> random.nextInt(4) == 0);
                      List<Revocation> revocations = new ArrayList<>(c.revocations());
                      Endpoint revoked = c.endpoints().get(random.nextInt(c.endpoints().size()));
                      revocations.add(
                          new Revocation(Revocation.Kind.ENDPOINT, revoked.id(), Instant.EPOCH));
                      return with(c, approvals, revocations);
                    }))
        .as("requests for which it mattered")
        .isGreaterThan(50);
  }

  /** Everything that holds for the request: policies, the cell's border, what it narrows to. */
  private static List<Constraint> constraints(Catalogue catalogue, RequestDescriptor request) {
    Application application =
        catalogue.applications().stream()
            .filter(a -> a.id().equals(request.application()))
            .findFirst()
            .orElse(null);
    if (application == null) {
      return List.of();
    }
    Set<String> classes = new HashSet<>();
    String next = request.dataClass() == null ? application.dataClass() : request.dataClass();
    while (next != null) {
      classes.add(next);
      next = parent(catalogue, next);
    }
    List<Constraint> all = new ArrayList<>();
    for (Policy policy : catalogue.policies()) {
      Scope scope = policy.scope();
      if ((scope.tenant() == null || scope.tenant().equals(application.tenant()))
          && (scope.application() == null || scope.application().equals(application.id()))
          && (scope.dataClass() == null || classes.contains(scope.dataClass()))) {
        all.addAll(policy.constraints());
      }
    }
    all.add(
        new Constraint.ProcessingWithin(
            List.of(catalogue.cells().getFirst().area()), Grade.DECLARED));
    if (!request.within().isEmpty()) {
      all.add(new Constraint.ProcessingWithin(request.within(), Grade.DECLARED));
    }
    return all;
  }

  private static @Nullable String parent(Catalogue catalogue, String id) {
    return Stream.concat(DataClass.BUILT_IN.stream(), catalogue.dataClasses().stream())
        .filter(c -> c.id().equals(id))
        .findFirst()
        .map(DataClass::parent)
        .orElse(null);
  }

  @Test
  void anotherConstraintNeverAddsAnEndpoint() {
    assertThat(
            narrowed(
                (world, random) ->
                    catalogue -> {
                      List<Policy> policies = new ArrayList<>(catalogue.policies());
                      if (!policies.isEmpty()) {
                        int i = random.nextInt(policies.size());
                        Policy old = policies.get(i);
                        List<Constraint> more = new ArrayList<>(old.constraints());
                        more.add(world.constraint());
                        policies.set(i, new Policy(old.id(), old.scope(), more, List.of()));
                      }
                      return with(
                          catalogue,
                          catalogue.entities(),
                          catalogue.models(),
                          catalogue.endpoints(),
                          policies);
                    }))
        .as("requests for which it mattered")
        .isGreaterThan(50);
  }

  @Test
  void removingAFactNeverAddsAnEndpoint() {
    assertThat(narrowed((world, random) -> catalogue -> forget(catalogue, random)))
        .as("requests for which it mattered")
        .isGreaterThan(50);
  }

  private static Catalogue forget(Catalogue catalogue, Random random) {
    List<Entity> entities = new ArrayList<>(catalogue.entities());
    List<Model> models = new ArrayList<>(catalogue.models());
    List<Endpoint> endpoints = new ArrayList<>(catalogue.endpoints());
    switch (random.nextInt(4)) {
      case 0 -> entities.replaceAll(e -> random.nextInt(3) > 0 ? e : forget(e, random));
      case 1 -> models.replaceAll(m -> random.nextInt(3) > 0 ? m : forget(m, random));
      default -> endpoints.replaceAll(e -> random.nextInt(3) > 0 ? e : forget(e, random));
    }
    return with(catalogue, entities, models, endpoints, catalogue.policies());
  }

  private static Entity forget(Entity e, Random random) {
    boolean law = random.nextBoolean();
    return new Entity(e.id(), e.name(), law ? null : e.subjectTo(), law ? e.controllers() : null);
  }

  private static Model forget(Model m, Random random) {
    boolean licence = random.nextBoolean();
    return new Model(
        m.id(),
        m.name(),
        m.publisher(),
        licence ? null : m.licence(),
        licence ? m.origin() : null,
        m.operations());
  }

  private static Endpoint forget(Endpoint e, Random random) {
    int fact = random.nextInt(7);
    Facts facts = e.facts();
    return new Endpoint(
        e.id(),
        e.version(),
        e.site(),
        e.baseUrl(),
        e.servedModel(),
        e.state(),
        new Facts(
            fact == 0 ? null : facts.processing(),
            fact == 1 ? null : facts.storage(),
            fact == 2 ? null : facts.telemetry(),
            fact == 3 ? null : facts.humanAccess(),
            fact == 4 ? null : facts.keyCustody(),
            fact == 5 ? null : facts.chain(),
            fact == 6 ? List.of() : facts.certifications()));
  }

  private interface Change {
    UnaryOperator<Catalogue> in(RandomWorld world, Random random);
  }

  /** Applies a change to random worlds; answers for how many requests it took something away. */
  private static int narrowed(Change change) {
    int narrowed = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      RandomWorld world = new RandomWorld(seed);
      EligibilityTable before = world.table();
      Catalogue changed = change.in(world, new Random(seed)).apply(world.catalogue());
      EligibilityTable after =
          EligibilityTable.compile(changed, RandomWorld.CELL, world.from(), world.until());
      for (int i = 0; i < REQUESTS; i++) {
        RequestDescriptor request = world.request();
        Instant at = world.instant();
        List<String> was = before.look(request, at).sorted();
        List<String> is = after.look(request, at).sorted();
        assertThat(was).as("seed %d, %s at %s", seed, request, at).containsAll(is);
        narrowed += was.equals(is) ? 0 : 1;
      }
    }
    return narrowed;
  }

  private static Catalogue with(
      Catalogue c, List<Approval> approvals, List<Revocation> revocations) {
    return new Catalogue(
        c.law(),
        c.entities(),
        c.sites(),
        c.cells(),
        c.models(),
        c.versions(),
        c.endpoints(),
        c.dataClasses(),
        c.tenants(),
        c.applications(),
        c.keys(),
        c.policies(),
        c.lifecycles(),
        approvals,
        revocations);
  }

  private static Catalogue with(
      Catalogue c,
      List<Entity> entities,
      List<Model> models,
      List<Endpoint> endpoints,
      List<Policy> policies) {
    return new Catalogue(
        c.law(),
        entities,
        c.sites(),
        c.cells(),
        models,
        c.versions(),
        endpoints,
        c.dataClasses(),
        c.tenants(),
        c.applications(),
        c.keys(),
        policies,
        c.lifecycles(),
        c.approvals(),
        c.revocations());
  }
}
