package eu.bailiwick.sovereignty.eligibility;

import static eu.bailiwick.sovereignty.CatalogueBuilder.MODEL;
import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static eu.bailiwick.sovereignty.CatalogueBuilder.TENANT;
import static eu.bailiwick.sovereignty.CatalogueBuilder.countries;
import static eu.bailiwick.sovereignty.CatalogueBuilder.declared;
import static eu.bailiwick.sovereignty.CatalogueBuilder.processingWithin;
import static eu.bailiwick.sovereignty.CatalogueBuilder.site;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.eligibility.Flip.Change;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.policy.Policy;
import eu.bailiwick.sovereignty.policy.RemoteMedia;
import eu.bailiwick.sovereignty.policy.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final Instant LATER = NOW.plusSeconds(60);

  private final CatalogueBuilder builder =
      CatalogueBuilder.sound()
          .endpoint("chat-fr", "FR")
          .endpoint("chat-de", "DE")
          .policy("p", Scope.PLATFORM, processingWithin("FR"));

  @Test
  void sameCatalogueHasNoFlips() {
    assertThat(flips(b -> {})).isEmpty();
  }

  @Test
  void whatWasBeforeTheComparisonDoesNotCount() {
    Catalogue shorter = knownUntil(LATER.minusSeconds(1));
    Baseline baseline = Baseline.of(knownUntil(LATER), NOW, LATER.plusSeconds(60));

    assertThat(baseline.flips(shorter, NOW)).isNotEmpty();
    assertThat(baseline.flips(shorter, LATER.minusSeconds(1))).isNotEmpty();
    assertThat(baseline.flips(shorter, LATER)).isEmpty();
  }

  private static Catalogue knownUntil(Instant validTo) {
    return CatalogueBuilder.sound()
        .endpoint(
            "chat-fr",
            "FR",
            new Fact<>(countries("FR"), Grade.DECLARED, "contract", null, validTo),
            declared(List.of()))
        .policy("p", Scope.PLATFORM, processingWithin("FR"))
        .build();
  }

  @Test
  void flipsGoBothWays() {
    List<Flip> flips =
        flips(
            b -> {
              b.policies.clear();
              b.policy("p", Scope.PLATFORM, processingWithin("DE"));
            });
    assertThat(flips)
        .containsExactly(
            flip("letters", "health", "chat-de", Change.DENY_TO_PERMIT),
            flip("letters", "health", "chat-fr", Change.PERMIT_TO_DENY),
            flip("letters", "personal", "chat-de", Change.DENY_TO_PERMIT),
            flip("letters", "personal", "chat-fr", Change.PERMIT_TO_DENY),
            flip("letters", "public", "chat-de", Change.DENY_TO_PERMIT),
            flip("letters", "public", "chat-fr", Change.PERMIT_TO_DENY),
            flip("records", "health", "chat-de", Change.DENY_TO_PERMIT),
            flip("records", "health", "chat-fr", Change.PERMIT_TO_DENY),
            flip("records", "personal", "chat-de", Change.DENY_TO_PERMIT),
            flip("records", "personal", "chat-fr", Change.PERMIT_TO_DENY));
  }

  @Test
  void allowingRemoteMediaWidensForWhatCanBeReached() {
    List<Flip> flips = flips(b -> says(b, RemoteMedia.ALLOW));

    assertThat(flips)
        .containsExactly(
            flip("letters", "health", "chat-fr", Change.REMOTE_MEDIA_PERMITTED),
            flip("letters", "personal", "chat-fr", Change.REMOTE_MEDIA_PERMITTED),
            flip("letters", "public", "chat-fr", Change.REMOTE_MEDIA_PERMITTED),
            flip("records", "health", "chat-fr", Change.REMOTE_MEDIA_PERMITTED),
            flip("records", "personal", "chat-fr", Change.REMOTE_MEDIA_PERMITTED));
    assertThat(flips).allMatch(flip -> flip.change().widens());
  }

  @Test
  void forbiddingRemoteMediaThatNobodyAllowedIsNoFlip() {
    assertThat(flips(b -> says(b, RemoteMedia.FORBID))).isEmpty();
  }

  @Test
  void forbiddingRemoteMediaThatWereAllowedNarrows() {
    says(builder, RemoteMedia.ALLOW);

    assertThat(flips(b -> says(b, RemoteMedia.FORBID)))
        .isNotEmpty()
        .allMatch(flip -> flip.change() == Change.REMOTE_MEDIA_DENIED)
        .noneMatch(flip -> flip.change().widens());
  }

  private static void says(CatalogueBuilder builder, RemoteMedia said) {
    builder.policies.replaceAll(
        p -> new Policy(p.id(), p.scope(), p.constraints(), p.examples(), said));
  }

  @Test
  void whatOnlyOneKnowsIsNoFlip() {
    assertThat(
            flips(
                b -> {
                  b.endpoint("chat-new", "FR");
                  b.endpoints.removeIf(e -> e.id().equals("chat-fr"));
                  b.applications.add(new Application("new", TENANT, "New", "public"));
                  b.cells.add(new Cell("fr", "FR", List.of(site("FR"))));
                }))
        .isEmpty();
  }

  @Test
  void lowerFloorOpensClassesThatWereClosed() {
    assertThat(
            flips(
                b -> {
                  b.applications.removeIf(a -> a.id().equals("records"));
                  b.applications.add(new Application("records", TENANT, "Records", "public"));
                }))
        .containsExactly(flip("records", "public", "chat-fr", Change.DENY_TO_PERMIT));
  }

  @Test
  void newClassWithItsParentsConstraintsIsNoFlip() {
    assertThat(flips(b -> b.dataClasses.add(new DataClass("genome", "health", TENANT)))).isEmpty();
  }

  @Test
  void newClassThatBecomesTheFloorIsAFlipIfItsParentWasClosed() {
    assertThat(
            flips(
                b -> {
                  b.dataClasses.add(new DataClass("leaflet", "public", TENANT));
                  b.applications.removeIf(a -> a.id().equals("records"));
                  b.applications.add(new Application("records", TENANT, "Records", "leaflet"));
                }))
        .contains(flip("records", "leaflet", "chat-fr", Change.DENY_TO_PERMIT));
  }

  @Test
  void everyCellThatBothKnowCounts() {
    builder.cells.add(new Cell("de", "DE", List.of(site("DE"))));
    builder.policies.clear();
    builder.policy("p", Scope.PLATFORM, processingWithin("EEA"));
    assertThat(
            flips(
                b -> {
                  b.cells.removeIf(c -> c.id().equals("de"));
                  b.cells.add(new Cell("de", "FR", List.of(site("FR"))));
                }))
        .contains(
            flip("letters", "public", "chat-fr", Change.DENY_TO_PERMIT),
            flip("letters", "public", "chat-de", Change.PERMIT_TO_DENY));
  }

  @Test
  void modelThatCanBeAskedForMoreIsAFlip() {
    assertThat(
            flips(
                b -> {
                  b.models.clear();
                  b.models.add(
                      new Model(
                          MODEL,
                          "Chat",
                          null,
                          null,
                          null,
                          Set.of(Operation.CHAT, Operation.EMBEDDINGS)));
                }))
        .isNotEmpty()
        .allMatch(f -> f.operation() == Operation.EMBEDDINGS)
        .allMatch(f -> f.change() == Change.DENY_TO_PERMIT);
  }

  @Test
  void factThatBeginsLaterFlipsThePeriodAndNotTheInstant() {
    builder.endpoint("late", "FR", declared(countries("DE")), declared(List.of()));
    Catalogue before = builder.build();
    builder.endpoints.removeIf(e -> e.id().equals("late"));
    builder.endpoint("late", "FR", from(LATER), declared(List.of()));
    Catalogue after = builder.build();

    assertThat(Plan.flips(before, after, NOW)).isEmpty();
    assertThat(Plan.flips(before, after, NOW, LATER)).isEmpty();
    assertThat(Plan.flips(before, after, NOW, LATER.plusNanos(1)))
        .contains(flip("letters", "public", "late", Change.DENY_TO_PERMIT))
        .noneMatch(f -> f.change() == Change.PERMIT_TO_DENY);
    assertThat(Plan.flips(after, before, NOW, LATER.plusNanos(1)))
        .contains(flip("letters", "public", "late", Change.PERMIT_TO_DENY))
        .noneMatch(f -> f.change() == Change.DENY_TO_PERMIT);
  }

  private static Fact<Set<Country>> from(@Nullable Instant from) {
    return new Fact<>(countries("FR"), Grade.DECLARED, "test", from, null);
  }

  private List<Flip> flips(Consumer<CatalogueBuilder> change) {
    Catalogue before = builder.build();
    change.accept(builder);
    return Plan.flips(before, builder.build(), NOW);
  }

  private static Flip flip(String application, String dataClass, String endpoint, Change change) {
    return new Flip(application, dataClass, MODEL, Operation.CHAT, endpoint, change);
  }
}
