package eu.bailiwick.registry;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import eu.bailiwick.registry.idempotency.Idempotent;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.ws.rs.POST;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("eu.bailiwick.registry");

  @Test
  void packagesAreFreeOfCycles() {
    check(
        slices()
            .matching("eu.bailiwick.registry.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that needs its user cannot be understood alone"));
  }

  @Test
  void theCompositionRootIsKnownToNobody() {
    check(
        noClasses()
            .that()
            .resideInAPackage("eu.bailiwick.registry.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("eu.bailiwick.registry")
            .because("parts are given what they need"));
  }

  @Test
  void persistenceIsKnownToStorageOnly() {
    check(
        noClasses()
            .that(
                not(
                    simpleNameEndingWith("Row")
                        .or(simpleNameEndingWith("Rows"))
                        .or(simpleNameEndingWith("Key"))))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate.."))
            .because("tables can change without anybody else noticing"));
    check(
        classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .bePackagePrivate()
            .because("rows are how a feature stores things, not what it says"));
  }

  @Test
  void httpIsKnownToResourcesOnly() {
    check(
        noClasses()
            .that(
                not(
                    simpleNameEndingWith("Resource")
                        .or(simpleNameEndingWith("Mapper"))
                        .or(simpleNameEndingWith("Filter"))
                        .or(simpleNameEndingWith("Interceptor"))
                        .or(simpleNameEndingWith("Headers"))
                        .or(simpleNameEndingWith("Watcher"))
                        .or(simpleNameEndingWith("Query"))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy.."))
            .because("what the catalogue does has nothing to do with how it is asked"));
  }

  @Test
  void everyPostMayBeSentAgain() {
    check(
        methods()
            .that()
            .areAnnotatedWith(POST.class)
            .should()
            .beAnnotatedWith(Idempotent.class)
            .because("a sender who hears no answer must be able to ask again"));
  }

  @Test
  void readingIsPure() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("eu.bailiwick.registry.json", "eu.bailiwick.registry.document")
            .should()
            .dependOnClassesThat(resideInAnyPackage("jakarta..", "io.quarkus.hibernate.."))
            .because("documents are read the same way whoever sends them"));
  }

  @Test
  void collaboratorsComeByConstructor() {
    check(
        noFields()
            .should()
            .beAnnotatedWith(Inject.class)
            .because("a class can then be made with new"));
  }

  @Test
  void timeComesByConstructor() {
    check(
        noClasses()
            .that()
            .doNotHaveSimpleName("RegistryComposition")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .because("tests move the clock"));
  }

  private static void check(ArchRule rule) {
    rule.check(MAIN);
  }
}
