package eu.bailiwick.sovereignty;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String ROOT = "eu.bailiwick.sovereignty";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void knowsTheJdkAndNullnessAnnotationsOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ROOT + "..", "java..", "org.jspecify.annotations")
        .because("three services share it, and each brings its own framework")
        .check(MAIN);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices()
        .matching(ROOT + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("a package must be readable without what is built upon it")
        .check(MAIN);
  }

  @Test
  void eachPackageBuildsOnTheOnesBeforeIt() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("law")
        .definedBy(ROOT + ".law")
        .layer("evidence")
        .definedBy(ROOT + ".evidence")
        .layer("policy")
        .definedBy(ROOT + ".policy")
        .layer("catalogue")
        .definedBy(ROOT + ".catalogue")
        .layer("decision")
        .definedBy(ROOT + ".decision")
        .layer("eligibility")
        .definedBy(ROOT + ".eligibility")
        .whereLayer("eligibility")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("decision")
        .mayOnlyBeAccessedByLayers("eligibility")
        .whereLayer("catalogue")
        .mayOnlyBeAccessedByLayers("decision", "eligibility")
        .whereLayer("policy")
        .mayOnlyBeAccessedByLayers("catalogue", "decision", "eligibility")
        .whereLayer("evidence")
        .mayOnlyBeAccessedByLayers("policy", "catalogue", "decision", "eligibility")
        .because("facts and records must not know how decisions use them")
        .check(MAIN);
  }

  @Test
  void nothingAsksTheClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .because("a decision is a function of what it is given, so that it can be replayed")
        .check(MAIN);
  }

  @Test
  void nothingReadsFilesOrTheNetwork() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net.http..", "java.sql..")
        .because("its only input is its arguments and the law that ships inside it")
        .check(MAIN);
  }
}
