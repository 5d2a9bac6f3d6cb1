package eu.bailiwick.sovereignty.decision;

import static eu.bailiwick.sovereignty.CatalogueBuilder.MODEL;
import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static eu.bailiwick.sovereignty.CatalogueBuilder.TENANT;
import static eu.bailiwick.sovereignty.CatalogueBuilder.countries;
import static eu.bailiwick.sovereignty.CatalogueBuilder.owned;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Certification;
import eu.bailiwick.sovereignty.catalogue.Control;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Scope;
import eu.bailiwick.sovereignty.policy.Scope.Level;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws catalogues and requests in which both permits and every kind of denial are common. */
final class RandomCatalogue {

  private static final List<String> COUNTRIES =
      List.of("FR", "FR", "FR", "DE", "DE", "NO", "CH", "US", "ZZ");
  private static final List<String> AREAS = List.of("EEA", "EEA", "EU", "FR", "DE", "CH", "US");

  private final Random random;

  RandomCatalogue(Random random) {
    this.random = random;
  }

  CatalogueBuilder catalogue() {
    CatalogueBuilder builder = CatalogueBuilder.sound();
    for (int i = 0; i < 4; i++) {
      List<Control> controllers =
          i == 0 || chance(0.5) ? List.of() : List.of(owned("e" + below(i)));
      builder.entity("e" + i, fact(someCountries()), fact(controllers));
    }
    builder.entity("operator-fr", fact(countries("FR")), fact(List.of(owned("e3"))));
    int endpoints = 1 + below(4);
    for (int i = 0; i < endpoints; i++) {
      builder.endpoint(
          "chat-" + i,
          pick(List.of("FR", "DE", "CH")),
          fact(someCountries()),
          fact(List.of(new Party(pick(List.of(Party.Role.values())), "e" + below(4)))),
          new Certification("ISO27001", null));
    }
    int policies = 1 + below(2);
    for (int i = 0; i < policies; i++) {
      builder.policy("p" + i, scope(), constraint());
    }
    return builder;
  }

  RequestDescriptor request() {
    return new RequestDescriptor(
        TENANT, "letters", dataClass(), MODEL, Operation.CHAT, chance(0.3) ? areas() : List.of());
  }

  @Nullable String dataClass() {
    return chance(0.5) ? null : pick(List.of("public", "personal", "health"));
  }

  Constraint constraint() {
    Grade minGrade = chance(0.8) ? Grade.DECLARED : Grade.CERTIFIED;
    return switch (below(5)) {
      case 0 -> new Constraint.CertifiedBy("ISO27001", minGrade);
      case 1 -> new Constraint.DisclosureWithin(areas(), null, minGrade);
      case 2 ->
          new Constraint.DisclosureOutside(List.of(pick(List.of("US", "CH"))), null, minGrade);
      default -> new Constraint.ProcessingWithin(areas(), minGrade);
    };
  }

  List<String> areas() {
    return IntStream.rangeClosed(0, below(2)).mapToObj(i -> pick(AREAS)).distinct().toList();
  }

  <T> T pick(List<T> items) {
    return items.get(below(items.size()));
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private Scope scope() {
    return switch (below(4)) {
      case 0 -> new Scope(Level.TENANT, TENANT, null, null);
      case 1 -> new Scope(Level.DATA_CLASS, null, null, pick(List.of("public", "health")));
      default -> Scope.PLATFORM;
    };
  }

  private Set<Country> someCountries() {
    return countries(
        IntStream.rangeClosed(0, below(2))
            .mapToObj(i -> pick(COUNTRIES))
            .distinct()
            .toArray(String[]::new));
  }

  /** Mostly in force and certified; sometimes missing, over, or merely declared. */
  private <T> @Nullable Fact<T> fact(T value) {
    return switch (below(10)) {
      case 0 -> null;
      case 1 -> new Fact<>(value, Grade.CERTIFIED, "test", null, NOW);
      case 2, 3 -> new Fact<>(value, Grade.DECLARED, "test", null, null);
      default -> new Fact<>(value, Grade.CERTIFIED, "test", NOW, null);
    };
  }
}
