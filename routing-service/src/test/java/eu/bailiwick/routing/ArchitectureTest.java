package eu.bailiwick.routing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import eu.bailiwick.routing.decision.Permit;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClient;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String ROOT = "eu.bailiwick.routing";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packagesAreFreeOfCycles() {
    slices()
        .matching(ROOT + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("a package is a feature and must be readable without those built upon it")
        .check(MAIN);
  }

  @Test
  void kafkaIsKnownOnlyToUsage() {
    confined("org.apache.kafka..", "usage")
        .because("the producer protocol has one home")
        .check(MAIN);
  }

  @Test
  void databasesAreKnownOnlyToTheStoreOfLimits() {
    noClasses()
        .that()
        .haveNameNotMatching(ROOT + "\\.limits\\.(Pool|PostgresBuckets).*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.sql..")
        .because("the request path reads memory only, and nobody else waits for a database")
        .check(MAIN);
  }

  @Test
  void signaturesAreCheckedOnlyInCatalogue() {
    confined("org.jose4j..", "catalogue")
        .because("whoever reads a snapshot reads a verified one")
        .check(MAIN);
  }

  @Test
  void openAisJsonIsKnownOnlyToOpenai() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".gateway", ROOT + ".selection", ROOT + ".upstream")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..")
        .because("the shape of bodies is the business of openai")
        .check(MAIN);
  }

  @Test
  void jaxRsIsForResourcesAndErrorMappers() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Resource")
        .and()
        .haveSimpleNameNotEndingWith("Mapper")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.ws.rs..")
        .because("the request path is not JAX-RS, see docs/decisions/0002-byte-path.md")
        .check(MAIN);
  }

  @Test
  void onlyUpstreamAndCatalogueOpenConnections() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".upstream", ROOT + ".catalogue")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(HttpClient.class, java.net.http.HttpClient.class, java.net.Socket.class)
        .because("a request leaves by a permit only")
        .check(MAIN);
  }

  @Test
  void aPermitIsMadeFromADecisionOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".decision")
        .should()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "it makes a permit", call -> call.getTargetOwner().isEquivalentTo(Permit.class)))
        .because("whoever holds one need not ask whether it is lawful")
        .check(MAIN);
  }

  @Test
  void theEventLoopNeverBlocks() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".gateway", ROOT + ".openai", ROOT + ".selection", ROOT + ".upstream")
        .should()
        .callMethodWhere(DescribedPredicate.describe("it blocks", ArchitectureTest::blocks))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.sql..")
        .because("one blocked request would hold up all others of its event loop")
        .check(MAIN);
  }

  @Test
  void nothingIsInjectedIntoFields() {
    noFields()
        .should()
        .beAnnotatedWith(Inject.class)
        .orShould()
        .beAnnotatedWith(ConfigProperty.class)
        .because("a constructor shows what a class needs, and lets a test give it")
        .check(MAIN);
  }

  @Test
  void timeComesInByConstructor() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + ".gateway.Wiring")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "it asks the system's clock",
                call ->
                    call.getTargetOwner().isEquivalentTo(Clock.class)
                        && call.getName().startsWith("system")))
        .because("expiry and decisions are tested by moving the clock")
        .check(MAIN);
  }

  private static com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction confined(
      String technology, String home) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "." + home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(technology);
  }

  private static boolean blocks(JavaMethodCall call) {
    JavaClass owner = call.getTargetOwner();
    String name = call.getName();
    boolean waits = Set.of("get", "join", "await", "acquire", "lock", "take", "put").contains(name);
    return (owner.isEquivalentTo(Thread.class) && Set.of("sleep", "join").contains(name))
        || (name.equals("await") && owner.isAssignableTo(Uni.class))
        || (waits
            && (owner.isAssignableTo(Future.class)
                || owner.isAssignableTo(CompletableFuture.class)
                || owner.isAssignableTo(CountDownLatch.class)
                || owner.isAssignableTo(Semaphore.class)
                || owner.isAssignableTo(BlockingQueue.class)
                || owner.isAssignableTo(Lock.class)));
  }
}
