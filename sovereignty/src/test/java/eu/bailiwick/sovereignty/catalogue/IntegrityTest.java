package eu.bailiwick.sovereignty.catalogue;

import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static eu.bailiwick.sovereignty.CatalogueBuilder.TENANT;
import static eu.bailiwick.sovereignty.CatalogueBuilder.countries;
import static eu.bailiwick.sovereignty.CatalogueBuilder.declared;
import static eu.bailiwick.sovereignty.CatalogueBuilder.owned;
import static eu.bailiwick.sovereignty.CatalogueBuilder.processingWithin;
import static eu.bailiwick.sovereignty.CatalogueBuilder.site;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Integrity.Violation;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Scope;
import eu.bailiwick.sovereignty.policy.Scope.Level;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The catalogue is sound in all but one place each; the path of that place is reported. */
class IntegrityTest {

  private final CatalogueBuilder builder =
      CatalogueBuilder.sound().endpoint("chat-fr", "FR").policy(processingWithin("EEA"));

  @Test
  void soundCatalogueHasNoViolations() {
    assertThat(Integrity.check(builder.build(), NOW)).isEmpty();
    assertThat(Integrity.check(Catalogue.empty(Law.shipped()), NOW)).isEmpty();
  }

  @Test
  void doublesAreReportedAtTheSecond() {
    builder.entities.add(builder.entities.getFirst());
    builder.sites.add(builder.sites.getFirst());
    builder.cells.add(builder.cells.getFirst());
    builder.models.add(builder.models.getFirst());
    builder.versions.add(builder.versions.getFirst());
    builder.endpoints.add(builder.endpoints.getFirst());
    builder.tenants.add(builder.tenants.getFirst());
    builder.applications.add(builder.applications.getFirst());
    builder.policies.add(builder.policies.getFirst());
    assertPaths(
        "entities[3].id",
        "sites[3].id",
        "cells[1].id",
        "models[1].id",
        "versions[1].id",
        "endpoints[1].id",
        "tenants[1].id",
        "applications[2].id",
        "policies[1].id");
  }

  @Test
  void unknownControllerIsReportedAtItsEdge() {
    builder.entity("holding", "FR", owned("operator-fr"), capital("nobody", 40));
    assertViolation("entities[3].controllers.value[1].by", "there is no entity \"nobody\"");
  }

  @Test
  void sharesOfOneKindAreNotMoreThanThereIs() {
    builder.entity(
        "full", "FR", capital("operator-fr", 60), capital("operator-de", 40), votes("full-2", 60));
    builder.entity("full-2", "FR", votes("operator-fr", 100), capital("operator-de", 100));
    assertThat(Integrity.check(builder.build(), NOW)).isEmpty();

    builder.entity(
        "more",
        "FR",
        capital("operator-fr", 60),
        new Control("operator-ch", Control.Kind.CAPITAL, null),
        votes("operator-fr", 50.5),
        capital("operator-de", 40.5),
        votes("operator-de", 50));
    assertPaths(
        "entities[5].controllers.value[3].percent", "entities[5].controllers.value[4].percent");
    assertThat(Integrity.check(builder.build(), NOW).getFirst().message())
        .isEqualTo("with it the shares of CAPITAL make 100.5 %, over 100");
  }

  private static Control capital(String by, double percent) {
    return new Control(by, Control.Kind.CAPITAL, BigDecimal.valueOf(percent));
  }

  private static Control votes(String by, double percent) {
    return new Control(by, Control.Kind.VOTES, BigDecimal.valueOf(percent));
  }

  @Test
  void unknownOperatorIsReported() {
    builder.site("late", "FR", "nobody");
    assertViolation("sites[3].operator", "there is no entity \"nobody\"");
  }

  @Test
  void cellStandsAtKnownSitesInsideItsArea() {
    builder.cells.add(new Cell("more", "EEA", List.of(site("DE"), "nowhere", site("CH"))));
    assertPaths("cells[1].sites[1]", "cells[1].sites[2]");
    assertThat(Integrity.check(builder.build(), NOW).getLast().message())
        .isEqualTo("site \"site-ch\" stands in CH, outside EEA");
  }

  @Test
  void cellAreaIsTakenAtTheInstant() {
    builder.entity("operator-gb", "GB").site("site-gb", "GB", "operator-gb");
    builder.cells.add(new Cell("uk", "EU", List.of("site-gb")));
    assertThat(Integrity.check(builder.build(), Instant.parse("2019-06-01T00:00:00Z"))).isEmpty();
    assertPaths("cells[1].sites[0]");
  }

  @Test
  void cellAreaIsAnArea() {
    builder.cells.add(new Cell("more", "EUROPE", List.of(site("DE"))));
    assertViolation(
        "cells[1].area",
        "\"EUROPE\" is neither a country code nor one of the groups [EEA, EFTA, EU,"
            + " GDPR_ADEQUATE]");
  }

  @Test
  void unknownPublisherAndModelAreReported() {
    builder.models.add(new Model("other", "Other", "nobody", null, null, Set.of(Operation.CHAT)));
    builder.versions.add(CatalogueBuilder.version("chat-2", "nothing"));
    assertPaths("models[1].publisher", "versions[1].model");
  }

  @Test
  void endpointRefersToVersionSiteAndParties() {
    builder.endpoints.add(
        new Endpoint(
            "bad",
            "chat-9",
            "nowhere",
            null,
            "chat",
            Endpoint.State.ENABLED,
            new Facts(
                declared(countries("FR")),
                null,
                null,
                null,
                declared(new KeyCustody(KeyCustody.Kind.HYOK, "nobody")),
                declared(
                    List.of(
                        new Party(Party.Role.OWNER, "operator-fr"),
                        new Party(Party.Role.SUPPORT, "nobody"))),
                List.of())));
    assertPaths(
        "endpoints[1].version",
        "endpoints[1].site",
        "endpoints[1].facts.chain.value[1].entity",
        "endpoints[1].facts.keyCustody.value.holder");
  }

  @Test
  void dataClassHasATenantAndABuiltInParent() {
    builder.dataClasses.add(new DataClass("genome", "health", TENANT));
    builder.dataClasses.add(new DataClass("homeless", "health", null));
    builder.dataClasses.add(new DataClass("strange", "health", "nobody"));
    builder.dataClasses.add(new DataClass("deep", "genome", TENANT));
    builder.dataClasses.add(new DataClass("genome", "health", TENANT));
    builder.dataClasses.add(new DataClass("personal", "public", TENANT));
    assertPaths(
        "dataClasses[1].tenant",
        "dataClasses[2].tenant",
        "dataClasses[4].id",
        "dataClasses[5].id",
        "dataClasses[3].parent");
  }

  @Test
  void applicationRefersToItsTenantAndToAClassOfIt() {
    builder.tenants.add(new Tenant("other", "Other", Tenant.Audit.STRICT));
    builder.dataClasses.add(new DataClass("genome", "health", "other"));
    builder.applications.add(new Application("own", "other", "Own", "genome"));
    builder.applications.add(new Application("foreign", TENANT, "Foreign", "genome"));
    builder.applications.add(new Application("lost", "nobody", "Lost", "nothing"));
    assertPaths("applications[3].dataClass", "applications[4].tenant", "applications[4].dataClass");
  }

  @Test
  void keyRefersToItsApplicationAndHasAHashOfItsOwn() {
    String hash = "sha256:" + "a".repeat(64);
    Catalogue sound = builder.build();
    List<ApiKey> keys =
        List.of(
            new ApiKey("one", "letters", hash, ApiKey.Status.ACTIVE, null),
            new ApiKey("one", "nothing", hash, ApiKey.Status.REVOKED, null));
    Catalogue catalogue =
        new Catalogue(
            sound.law(),
            sound.entities(),
            sound.sites(),
            sound.cells(),
            sound.models(),
            sound.versions(),
            sound.endpoints(),
            sound.dataClasses(),
            sound.tenants(),
            sound.applications(),
            keys,
            sound.policies(),
            sound.lifecycles(),
            sound.approvals(),
            sound.revocations());
    assertThat(Integrity.check(catalogue, NOW))
        .extracting(Violation::path)
        .containsExactly("keys[1].id", "keys[1].application", "keys[1].hash");
  }

  @Test
  void policyRefersToWhatItsScopeNames() {
    builder
        .policy("t", new Scope(Level.TENANT, "nobody", null, null), processingWithin("EEA"))
        .policy("a", new Scope(Level.APPLICATION, null, "nothing", null), processingWithin("EEA"))
        .policy("d", new Scope(Level.DATA_CLASS, null, null, "none"), processingWithin("EEA"))
        .policy("h", new Scope(Level.DATA_CLASS, TENANT, null, "health"), processingWithin("EEA"));
    assertPaths(
        "policies[1].scope.tenant", "policies[2].scope.application", "policies[3].scope.dataClass");
  }

  @Test
  void policyNamesAreasThatExist() {
    builder.policy(
        processingWithin("EEA"),
        processingWithin("FR", "EUROPE"),
        new Constraint.CertifiedBy("ISO27001", Grade.CERTIFIED),
        new Constraint.DisclosureOutside(List.of("ZZ"), null, Grade.DECLARED));
    assertPaths("policies[1].constraints[1].areas[1]", "policies[1].constraints[3].areas[0]");
  }

  @Test
  void policyNamesAControlRuleThatExists() {
    builder.policy(
        new Constraint.DisclosureWithin(List.of("EEA"), "SECNUMCLOUD_3_2", Grade.DECLARED),
        new Constraint.DenialOutside(List.of("US"), "SMALL", Grade.DECLARED));
    assertViolation(
        "policies[1].constraints[1].controlRule",
        "\"SMALL\" is not one of the rules [SECNUMCLOUD_3_2]");
  }

  @Test
  void policyNamesASchemeThatIsKnownOrRecorded() {
    builder
        .endpoint(
            "certified",
            "FR",
            declared(countries("FR")),
            null,
            new Certification("OWN_AUDIT", null))
        .policy(
            new Constraint.CertifiedBy("SECNUMCLOUD", Grade.CERTIFIED),
            new Constraint.CertifiedBy("OWN_AUDIT", Grade.CERTIFIED),
            new Constraint.CertifiedBy("SECNUMCLOUT", Grade.CERTIFIED));
    assertPaths("policies[1].constraints[2].scheme");
  }

  private void assertViolation(String path, String message) {
    assertThat(Integrity.check(builder.build(), NOW)).containsExactly(new Violation(path, message));
  }

  private void assertPaths(String... paths) {
    assertThat(Integrity.check(builder.build(), NOW))
        .extracting(Violation::path)
        .containsExactly(paths);
  }
}
