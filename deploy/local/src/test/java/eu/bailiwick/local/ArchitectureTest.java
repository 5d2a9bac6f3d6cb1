package eu.bailiwick.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The edges inside the local platform. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("eu.bailiwick.local");

  @Test
  void packagesAreFreeOfCycles() {
    slices()
        .matching("eu.bailiwick.(**)")
        .should()
        .beFreeOfCycles()
        .because("a package is a feature that can be read by itself")
        .check(CLASSES);
  }

  @Test
  void modelServersStandAlone() {
    noClasses()
        .that()
        .resideInAPackage("..local.models..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("eu.bailiwick.parts..", "..local.platform..")
        .because("a model server knows nothing of the platform that routes to it")
        .check(CLASSES);
  }

  @Test
  void brokerAndDatabaseAreKnownToThePlatformOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..local.platform..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "org.postgresql..", "java.sql..")
        .because("the launcher speaks to the platform, not to its parts")
        .check(CLASSES);
  }

  @Test
  void timeComesInByConstructor() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("eu.bailiwick.local.Launcher")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .because("only the launcher decides which clock there is")
        .check(CLASSES);
  }
}
