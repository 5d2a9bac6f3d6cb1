package eu.bailiwick.sovereignty.catalogue;

import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static eu.bailiwick.sovereignty.CatalogueBuilder.countries;
import static eu.bailiwick.sovereignty.CatalogueBuilder.declared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import java.math.BigDecimal;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the records refuse, and that they keep copies of their own. */
class RecordsTest {

  private static final String HASH = "sha256:" + "a".repeat(64);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://a.example",
        "/v1",
        "http:///v1",
        "http:a",
        "http://user:secret@a.example",
        "http://a.example?x=1",
        "http://a.example#x",
        "http://a.example/"
      })
  void endpointRefusesBaseUrls(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> endpoint(URI.create(url)))
        .withMessageStartingWith("baseUrl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://a.example", "https://a.example:8443/nim", "http://[2001:db8::1]:8000"})
  void endpointAcceptsBaseUrls(String url) {
    assertThat(endpoint(URI.create(url)).baseUrl()).hasToString(url);
  }

  @Test
  void originOfWeightsIsNeverEmpty() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Model(
                    "m",
                    "M",
                    null,
                    null,
                    new Fact<>(Set.of(), Grade.DECLARED, "test", null, null),
                    Set.of(Operation.CHAT)))
        .withMessageContaining("origin is empty");
  }

  @Test
  void refusalOfABaseUrlDoesNotRepeatItsCredentials() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> endpoint(URI.create("http://user:secret@a.example")))
        .withMessageNotContaining("secret");
  }

  @Test
  void factsAboutNoCountryAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> endpoint(Set.of()))
        .withMessageContaining("leave the fact out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Entity("e", "E", declared(Set.of()), null))
        .withMessageContaining("leave the fact out");
  }

  @Test
  void factsAreCopiedAndSorted() {
    Set<Country> countries = new HashSet<>(countries("FR", "DE", "AT"));
    Endpoint endpoint = endpoint(countries);
    countries.clear();
    assertThat(endpoint.facts().processing())
        .extracting(Fact::value, InstanceOfAssertFactories.iterable(Country.class))
        .extracting(Country::code)
        .containsExactly("AT", "DE", "FR");
  }

  @Test
  void operationsAreInTheirOrder() {
    Model model =
        new Model("m", "M", null, null, null, Set.of(Operation.EMBEDDINGS, Operation.CHAT));
    assertThat(model.operations()).containsExactlyElementsOf(EnumSet.allOf(Operation.class));
  }

  @ParameterizedTest
  @CsvSource({"' ', 2026, source", "an article, soon, asOf", "an article, 2026-13, asOf"})
  void siteRefusesASourceOrADateThatIsNone(String source, String asOf, String field) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Site(
                    "s",
                    "S",
                    new Country("FR"),
                    null,
                    "o",
                    Site.Status.ANNOUNCED,
                    List.of(),
                    List.of(),
                    source,
                    asOf))
        .withMessageStartingWith(field);
  }

  @Test
  void entityCannotControlItself() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Entity(
                    "e",
                    "E",
                    null,
                    declared(List.of(new Control("e", Control.Kind.CAPITAL, null)))))
        .withMessageContaining("cannot control itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "100.01"})
  void controlRefusesShares(BigDecimal percent) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Control("e", Control.Kind.CAPITAL, percent));
  }

  @Test
  void controlOfAllAndOfAnUnknownShareAreShares() {
    assertThat(new Control("e", Control.Kind.VOTES, BigDecimal.valueOf(100)).percent())
        .isEqualByComparingTo("100");
    assertThat(new Control("e", Control.Kind.VETO, null).percent()).isNull();
  }

  @Test
  void onlyHandsOnRolesCanDisclose() {
    assertThat(Party.Role.values())
        .filteredOn(role -> !role.canDisclose())
        .containsExactly(Party.Role.SOFTWARE, Party.Role.HARDWARE);
  }

  @Test
  void keyOpensUntilItsEndAndNotWhenRevoked() {
    ApiKey key = new ApiKey("k", "letters", HASH, ApiKey.Status.ACTIVE, NOW);
    assertThat(key.opensAt(NOW.minusNanos(1))).isTrue();
    assertThat(key.opensAt(NOW)).isFalse();
    assertThat(new ApiKey("k", "letters", HASH, ApiKey.Status.ACTIVE, null).opensAt(NOW)).isTrue();
    assertThat(new ApiKey("k", "letters", HASH, ApiKey.Status.REVOKED, null).opensAt(NOW))
        .isFalse();
  }

  @Test
  void incompleteRecordsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Cell("c", "EEA", List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Model("m", "M", null, null, null, Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new DataClass("d", null, "clinic"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelVersion("v", "m", "latest", HASH, "default", null));
    assertThatIllegalArgumentException().isThrownBy(() -> new Certification("iso", null));
  }

  @Test
  void snapshotIsValidUntilItsLastInstantIsOver() {
    Snapshot snapshot = snapshot(Snapshot.FORMAT, Snapshot.SEMANTICS, 60);
    assertThat(snapshot.isValidAt(NOW.plusSeconds(60).minusNanos(1))).isTrue();
    assertThat(snapshot.isValidAt(NOW.plusSeconds(60))).isFalse();
  }

  @Test
  void snapshotOfAnotherMakeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> snapshot(Snapshot.FORMAT + 1, Snapshot.SEMANTICS, 60))
        .withMessageContaining("this version reads 1 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> snapshot(Snapshot.FORMAT, Snapshot.SEMANTICS + 1, 60));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> snapshot(Snapshot.FORMAT, Snapshot.SEMANTICS, 0));
  }

  private static Snapshot snapshot(int format, int semantics, int seconds) {
    return new Snapshot(
        format,
        semantics,
        "eea",
        1,
        NOW,
        NOW.plusSeconds(seconds),
        Catalogue.empty(Law.shipped()),
        new Certificate(List.of()));
  }

  private static Endpoint endpoint(URI url) {
    return endpoint(url, countries("FR"));
  }

  private static Endpoint endpoint(Set<Country> processing) {
    return endpoint(null, processing);
  }

  private static Endpoint endpoint(@Nullable URI url, Set<Country> processing) {
    return new Endpoint(
        "e",
        "v",
        "s",
        url,
        "m",
        Endpoint.State.ENABLED,
        new Facts(declared(processing), null, null, null, null, declared(List.of()), List.of()));
  }
}
