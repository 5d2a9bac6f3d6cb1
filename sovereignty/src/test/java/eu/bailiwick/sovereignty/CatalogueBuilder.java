package eu.bailiwick.sovereignty;

import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.Certification;
import eu.bailiwick.sovereignty.catalogue.Control;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Facts;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Policy;
import eu.bailiwick.sovereignty.policy.Scope;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds small catalogues for tests. {@link #sound()} starts from one that has nothing wrong: the
 * cell {@value #CELL} with area EEA, the tenant {@value #TENANT} with two applications (floor
 * {@code public}, and {@code personal} for the strict one), a chat model, and an operator and a
 * site each in France, Germany and Switzerland, but no endpoint and no policy.
 */
public final class CatalogueBuilder {

  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  public static final String CELL = "eea";
  public static final String TENANT = "clinic";
  public static final String MODEL = "acme/chat";

  public final List<Entity> entities = new ArrayList<>();
  public final List<Site> sites = new ArrayList<>();
  public final List<Cell> cells = new ArrayList<>();
  public final List<Model> models = new ArrayList<>();
  public final List<ModelVersion> versions = new ArrayList<>();
  public final List<Endpoint> endpoints = new ArrayList<>();
  public final List<DataClass> dataClasses = new ArrayList<>();
  public final List<Tenant> tenants = new ArrayList<>();
  public final List<Application> applications = new ArrayList<>();
  public final List<Policy> policies = new ArrayList<>();
  public final List<Lifecycle> lifecycles = new ArrayList<>();
  public final List<Approval> approvals = new ArrayList<>();
  public final List<Revocation> revocations = new ArrayList<>();

  public static CatalogueBuilder sound() {
    CatalogueBuilder builder = new CatalogueBuilder();
    for (String country : List.of("FR", "DE", "CH")) {
      builder.entity(operator(country), country);
      builder.site(site(country), country, operator(country));
    }
    builder.cells.add(new Cell(CELL, "EEA", List.of(site("FR"))));
    builder.models.add(new Model(MODEL, "Chat", null, null, null, Set.of(Operation.CHAT)));
    builder.versions.add(version("chat-1", MODEL));
    builder.approved("chat-1");
    builder.tenants.add(new Tenant(TENANT, "Clinic", Tenant.Audit.STRICT));
    builder.applications.add(new Application("letters", TENANT, "Letters", "public"));
    builder.applications.add(new Application("records", TENANT, "Records", "personal"));
    return builder;
  }

  /** Id of the site that {@link #sound()} puts into a country. */
  public static String site(String country) {
    return "site-" + country.toLowerCase(Locale.ROOT);
  }

  /** Id of the entity that operates that site. */
  public static String operator(String country) {
    return "operator-" + country.toLowerCase(Locale.ROOT);
  }

  public static ModelVersion version(String id, String model) {
    String digest = "sha256:" + "0".repeat(64);
    return new ModelVersion(id, model, digest, digest, "default", null);
  }

  /** A fact with grade DECLARED that always holds. */
  public static <T> Fact<T> declared(T value) {
    return graded(Grade.DECLARED, value);
  }

  public static <T> Fact<T> graded(Grade grade, T value) {
    return new Fact<>(value, grade, "test", null, null);
  }

  public static Set<Country> countries(String... codes) {
    return Arrays.stream(codes).map(Country::new).collect(Collectors.toUnmodifiableSet());
  }

  public static Control owned(String by) {
    return new Control(by, Control.Kind.CAPITAL, BigDecimal.valueOf(60));
  }

  public static Constraint processingWithin(String... areas) {
    return new Constraint.ProcessingWithin(List.of(areas), Grade.DECLARED);
  }

  public static Constraint disclosureWithin(String... areas) {
    return new Constraint.DisclosureWithin(List.of(areas), null, Grade.DECLARED);
  }

  public static Constraint disclosureOutside(String... areas) {
    return new Constraint.DisclosureOutside(List.of(areas), null, Grade.DECLARED);
  }

  /** An entity subject to one country's law, under the given control and no other. */
  public CatalogueBuilder entity(String id, String country, Control... controllers) {
    return entity(id, declared(countries(country)), declared(List.of(controllers)));
  }

  public CatalogueBuilder entity(
      String id,
      @Nullable Fact<Set<Country>> subjectTo,
      @Nullable Fact<List<Control>> controllers) {
    entities.removeIf(e -> e.id().equals(id));
    entities.add(new Entity(id, id, subjectTo, controllers));
    return this;
  }

  public CatalogueBuilder site(String id, String country, String operator) {
    sites.add(
        new Site(id, id, new Country(country), null, operator, Site.Status.OPERATIONAL, List.of()));
    return this;
  }

  /** Serves {@value #MODEL} at {@link #site} of the country, processing there, with nobody else. */
  public CatalogueBuilder endpoint(String id, String country) {
    return endpoint(id, country, declared(countries(country)), declared(List.of()));
  }

  public CatalogueBuilder endpoint(
      String id,
      String country,
      @Nullable Fact<Set<Country>> processing,
      @Nullable Fact<List<Party>> chain,
      Certification... certifications) {
    List<Fact<Certification>> certified =
        Stream.of(certifications).map(c -> graded(Grade.CERTIFIED, c)).toList();
    return endpoint(id, country, new Facts(processing, null, null, null, null, chain, certified));
  }

  /** Serves {@value #MODEL} at {@link #site} of the country. */
  public CatalogueBuilder endpoint(String id, String country, Facts facts) {
    endpoints.add(
        new Endpoint(
            id,
            "chat-1",
            site(country),
            URI.create("http://" + id + ".example"),
            "chat",
            Endpoint.State.ENABLED,
            facts));
    return this;
  }

  /** What is said about the weights of {@value #MODEL}. */
  public CatalogueBuilder weights(
      @Nullable Fact<String> licence, @Nullable Fact<Set<Country>> origin) {
    models.removeIf(model -> model.id().equals(MODEL));
    models.add(new Model(MODEL, "Chat", null, licence, origin, Set.of(Operation.CHAT)));
    return this;
  }

  public CatalogueBuilder policy(String id, Scope scope, Constraint... constraints) {
    policies.add(new Policy(id, scope, List.of(constraints), List.of()));
    return this;
  }

  /** A policy for everyone. */
  public CatalogueBuilder policy(Constraint... constraints) {
    return policy("platform-" + policies.size(), Scope.PLATFORM, constraints);
  }

  /** The version is approved, and for every class of data wherever a test may put it. */
  public CatalogueBuilder approved(String version) {
    lifecycles.add(lifecycle(version, Lifecycle.State.APPROVED));
    for (String area : List.of("EEA", "CH", "GB", "US", "CA", "CN", "JE", "IN")) {
      approvals.add(approval(version, area, "health"));
    }
    return this;
  }

  public static Lifecycle lifecycle(String version, Lifecycle.State state) {
    return new Lifecycle(version, state, null, null, null, null);
  }

  /** A grant that holds throughout. */
  public static Approval approval(String version, String area, String dataClass) {
    return new Approval(
        version + "-" + area.toLowerCase(Locale.ROOT) + "-" + dataClass,
        version,
        area,
        dataClass,
        Approval.State.GRANTED,
        Instant.parse("1990-01-01T00:00:00Z"),
        Instant.parse("2100-01-01T00:00:00Z"),
        null,
        null);
  }

  public Catalogue build() {
    return new Catalogue(
        Law.shipped(),
        entities,
        sites,
        cells,
        models,
        versions,
        endpoints,
        dataClasses,
        tenants,
        applications,
        List.of(),
        policies,
        lifecycles,
        approvals,
        revocations);
  }
}
