package eu.bailiwick.metering;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import eu.bailiwick.metering.ledger.Appending;
import eu.bailiwick.metering.ledger.LockedLogs;
import eu.bailiwick.metering.query.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String ROOT = "eu.bailiwick.metering";

  private static final DescribedPredicate<JavaClass> STORAGE_CODE =
      resideInAPackage(ROOT + ".storage..")
          .or(resideInAPackage(ROOT + ".arrival.."))
          .or(simpleNameEndingWith("Queries"))
          .or(simpleNameEndingWith("Store"))
          .or(belongToAnyOf(Database.class, Appending.class, LockedLogs.class))
          .as("storage code");

  private static final List<ArchRule> RULES =
      List.of(
          slices()
              .matching(ROOT + ".(*)..")
              .should()
              .beFreeOfCycles()
              .because("packages are features, and a feature can be understood alone"),
          noClasses()
              .that()
              .resideOutsideOfPackage(ROOT + ".intake..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage("org.apache.kafka..")
              .because("Kafka is known only to intake"),
          noClasses()
              .that(
                  DescribedPredicate.not(
                      STORAGE_CODE.or(rowReaders()).or(resideInAPackage(ROOT + ".intake"))))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "io.agroal..")
              .because("JDBC is known only to storage code"),
          noClasses()
              .that()
              .resideInAPackage(ROOT + ".intake..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("java.sql..", "org.postgresql..", "io.agroal..")
              .because("intake hands a data source on and uses none"),
          noClasses()
              .that()
              .haveSimpleNameNotEndingWith("Resource")
              .and()
              .haveSimpleNameNotEndingWith("Mappers")
              .and()
              .haveSimpleNameNotEndingWith("Filter")
              .should()
              .dependOnClassesThat()
              .resideInAPackage("jakarta.ws.rs..")
              .because("JAX-RS is known only to resources, filters and error mappers"),
          noFields()
              .should()
              .beAnnotatedWith("jakarta.inject.Inject")
              .because("what a class needs stands in its constructor"),
          noClasses()
              .that()
              .doNotHaveFullyQualifiedName(ROOT + ".Composition")
              .should()
              .callMethod(Instant.class, "now")
              .orShould()
              .callMethod(System.class, "currentTimeMillis")
              .orShould()
              .callMethod(Clock.class, "systemUTC")
              .orShould()
              .callMethod(Clock.class, "systemDefaultZone")
              .because("time comes in by constructor"));

  private static DescribedPredicate<JavaClass> rowReaders() {
    return simpleNameEndingWith("Totals").as("what a query's row is read into");
  }

  @Test
  void rulesHold() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    RULES.forEach(rule -> rule.check(classes));
  }
}
