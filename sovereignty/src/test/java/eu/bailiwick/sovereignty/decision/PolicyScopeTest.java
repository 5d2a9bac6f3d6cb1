package eu.bailiwick.sovereignty.decision;

import static eu.bailiwick.sovereignty.CatalogueBuilder.TENANT;
import static eu.bailiwick.sovereignty.CatalogueBuilder.processingWithin;
import static eu.bailiwick.sovereignty.decision.Requests.decide;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import eu.bailiwick.sovereignty.policy.Scope;
import eu.bailiwick.sovereignty.policy.Scope.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which policies cover a request, through its tenant, application and data class. */
class PolicyScopeTest {

  private final CatalogueBuilder builder = CatalogueBuilder.sound().endpoint("chat-fr", "FR");

  @BeforeEach
  void addClassesOfTenants() {
    builder.tenants.add(new Tenant("other", "Other", Tenant.Audit.STRICT));
    builder.dataClasses.add(new DataClass("genome", "health", TENANT));
    builder.dataClasses.add(new DataClass("secret", "health", "other"));
  }

  @ParameterizedTest
  @CsvSource({
    // application with its floor, class that the request names, class that counts
    "letters, , public",
    "letters, public, public",
    "letters, personal, personal",
    "letters, genome, genome",
    "records, , personal",
    "records, personal, personal",
    "records, health, health",
    "records, genome, genome",
  })
  void requestMayNameTheFloorOrADescendantOfIt(
      String application, @Nullable String named, String counts) {
    builder.policy(processingWithin("EEA"));

    Decision decision = decide(builder, Requests.of(application, named));

    assertThat(decision.reason()).isEqualTo(Reason.PERMITTED);
    assertThat(decision.dataClass()).isEqualTo(counts);
  }

  @ParameterizedTest
  @CsvSource({
    "records, public", // above the floor
    "letters, secret", // another tenant's
    "letters, nothing", // nobody's
  })
  void requestMayNameNoOtherClass(String application, String named) {
    builder.policy(processingWithin("EEA"));
    assertThat(decide(builder, Requests.of(application, named)).reason())
        .isEqualTo(Reason.DATA_CLASS_NOT_ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({"secret", "nothing"})
  void floorThatTheTenantDoesNotHaveIsRefused(String floor) {
    builder.applications.add(new Application("odd", TENANT, "Odd", floor));
    builder.policy(processingWithin("EEA"));
    assertThat(decide(builder, Requests.of("odd", null)).reason())
        .isEqualTo(Reason.DATA_CLASS_NOT_ALLOWED);
  }

  @Test
  void parentsThatFormALoopEnd() {
    builder.dataClasses.add(new DataClass("chicken", "egg", TENANT));
    builder.dataClasses.add(new DataClass("egg", "chicken", TENANT));
    builder.policy(processingWithin("EEA"));
    assertThat(decide(builder, Requests.of("letters", "egg")).reason())
        .isEqualTo(Reason.DATA_CLASS_NOT_ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "PLATFORM, , , , letters, public, true",
    "TENANT, clinic, , , letters, public, true",
    "TENANT, other, , , letters, public, false",
    "APPLICATION, , letters, , letters, public, true",
    "APPLICATION, , records, , letters, public, false",
    "DATA_CLASS, , , public, letters, genome, true",
    "DATA_CLASS, , , health, letters, genome, true",
    "DATA_CLASS, , , genome, letters, genome, true",
    "DATA_CLASS, , , genome, letters, health, false",
    "DATA_CLASS, , , health, letters, personal, false",
    "DATA_CLASS, clinic, , health, letters, health, true",
    "DATA_CLASS, other, , health, letters, health, false",
  })
  void policyCoversWhatItsScopeSays(
      Level level,
      @Nullable String tenant,
      @Nullable String application,
      @Nullable String dataClass,
      String requestApplication,
      String requestClass,
      boolean covers) {
    builder.policy("p", new Scope(level, tenant, application, dataClass), processingWithin("EEA"));
    assertThat(decide(builder, Requests.of(requestApplication, requestClass)).reason())
        .isEqualTo(covers ? Reason.PERMITTED : Reason.NO_POLICY);
  }

  @Test
  void scopesIntersectWidestFirst() {
    builder
        .endpoint("chat-de", "DE")
        .policy("d", new Scope(Level.DATA_CLASS, null, null, "public"), processingWithin("DE"))
        .policy("a", new Scope(Level.APPLICATION, null, "letters", null), processingWithin("EU"))
        .policy("t", new Scope(Level.TENANT, TENANT, null, null), processingWithin("EEA", "CH"))
        .policy("q", Scope.PLATFORM, processingWithin("EEA"))
        .policy("p", Scope.PLATFORM, processingWithin("EEA"));

    Decision decision = decide(builder, Requests.of("letters", null, "DE", "FR"));

    assertThat(decision.eligible()).containsExactly("chat-de");
    assertThat(decision.candidates().getFirst().predicates())
        .extracting(Predicate::origin)
        .containsExactly(
            "policy:p",
            "policy:q",
            "policy:t",
            "policy:a",
            "policy:d",
            "cell:eea",
            "request",
            "catalogue",
            "catalogue",
            "catalogue");
  }
}
