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
import java.util.Map;
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
        new Model(
            "m",
            "M",
            null,
            null,
            null,
            Set.of(Operation.RANKING, Operation.EMBEDDINGS, Operation.CHAT, Operation.COMPLETIONS));
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

  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2.0", "192.0.2.1/24", "192.0.2.0/33", "chat.example/24", "FR", "/8", ""})
  void siteRefusesARangeThatIsNone(String range) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> site(List.of("192.0.2.0/24", range), List.of()))
        .withMessageStartingWith("addressRanges[1]");
  }

  @Test
  void siteRefusesATrustAnchorThatIsNoCertificateAndDoesNotRepeatIt() {
    for (String text :
        List.of(
            "secret",
            "",
            Certificates.AUTHORITY + "\n" + Certificates.AUTHORITY,
            Certificates.AUTHORITY.replace("MIIB", "secret"),
            Certificates.AUTHORITY.replace("CERTIFICATE", "PRIVATE KEY"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> site(List.of(), List.of(Certificates.AUTHORITY, text)))
          .withMessageStartingWith("trustAnchors[1]: ")
          .withMessageNotContaining("secret");
    }
  }

  @Test
  void siteKeepsItsTrustAnchors() {
    assertThat(site(List.of(), List.of(Certificates.AUTHORITY)).trustAnchors())
        .containsExactly(Certificates.AUTHORITY);
  }

  @Test
  @SuppressWarnings("NullAway") // what a document leaves out arrives as null
  void whatIsNotSaidOfAnEndpointHasADefault() {
    Endpoint endpoint = endpoint((URI) null);
    assertThat(endpoint)
        .isEqualTo(
            new Endpoint(
                "e",
                "v",
                "s",
                null,
                "m",
                Endpoint.State.ENABLED,
                endpoint.facts(),
                null,
                null,
                null,
                null,
                null,
                null));
    assertThat(endpoint.dialect()).isEqualTo(Dialect.GENERIC);
    assertThat(endpoint.capabilities()).isEmpty();
    assertThat(endpoint.weight()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({"0,,,weight 0", "1001,,,weight 1001", ",0,,canaryPercent 0", ",51,,canaryPercent 51"})
  void endpointRefusesNumbersOutOfBounds(
      @Nullable Integer weight,
      @Nullable Integer canary,
      @Nullable Integer concurrent,
      String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preferring(weight, canary, concurrent))
        .withMessageStartingWith(message);
  }

  @Test
  void endpointTakesAtLeastOneRequestAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preferring(null, null, 0))
        .withMessage("maxConcurrentRequests 0: at least 1 is needed");
    assertThat(preferring(1000, 50, 1).maxConcurrentRequests()).isEqualTo(1);
  }

  @Test
  void whatTheOperatorSaysOfAServerCountsMoreThanItsDialect() {
    Endpoint endpoint =
        speaking(
            Dialect.OLLAMA,
            Map.of(
                Capability.TOOLS, Support.NO,
                Capability.LOGPROBS, Support.YES,
                Capability.STREAM_USAGE, Support.UNKNOWN));
    assertThat(endpoint.support(Capability.TOOLS)).isEqualTo(Support.NO);
    assertThat(endpoint.support(Capability.LOGPROBS)).isEqualTo(Support.YES);
    assertThat(endpoint.support(Capability.STREAM_USAGE)).isEqualTo(Support.UNKNOWN);
    assertThat(endpoint.support(Capability.CHAT)).isEqualTo(Support.YES);
    assertThat(endpoint.support(Capability.VISION)).isEqualTo(Support.UNKNOWN);
  }

  @Test
  void nothingIsKnownOfAGenericServer() {
    assertThat(Capability.values())
        .allSatisfy(
            capability ->
                assertThat(Dialect.GENERIC.support(capability)).isEqualTo(Support.UNKNOWN));
    assertThat(Dialect.values())
        .filteredOn(dialect -> dialect.readyPath() == null)
        .containsExactly(Dialect.GENERIC);
  }

  @Test
  void capabilitiesAreInTheirOrder() {
    assertThat(
            speaking(
                    Dialect.VLLM,
                    Map.of(
                        Capability.LOGPROBS, Support.NO,
                        Capability.CHAT, Support.YES,
                        Capability.TOOLS, Support.YES))
                .capabilities()
                .keySet())
        .containsExactly(Capability.CHAT, Capability.TOOLS, Capability.LOGPROBS);
  }

  @Test
  void onlyTlsTellsWhoAnswers() {
    PeerIdentity peer = new PeerIdentity("chat.example", null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peered(URI.create("http://192.0.2.7"), peer))
        .withMessageStartingWith("peer");
    assertThat(peered(URI.create("https://192.0.2.7"), peer).peer()).isEqualTo(peer);
  }

  @Test
  void withoutItsAddressAnEndpointHasNoPeer() {
    Endpoint known =
        peered(URI.create("https://192.0.2.7"), new PeerIdentity("chat.example", null));
    assertThat(known.withoutAddress()).isEqualTo(peered(null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/x",
        "spiffe://a.example",
        "spiffe://a.example/",
        "spiffe://A.example/x",
        "spiffe://a.example:1/x",
        "spiffe://u@a.example/x",
        "spiffe://a.example/x/../y",
        "spiffe://a.example/x?y",
        "spiffe://a.example/x#y",
        "spiffe://a.example//x"
      })
  void peerRefusesSpiffeIds(URI id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PeerIdentity(null, id))
        .withMessageStartingWith("spiffeId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*.example", "Chat.example", "chat.example.", "chat example", "-a", ""})
  void peerRefusesDnsNames(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PeerIdentity(name, null))
        .withMessageStartingWith("dnsName");
  }

  @Test
  void peerIsNamedSomehow() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PeerIdentity(null, null));
    assertThat(new PeerIdentity("chat-1.paris.example", null).spiffeId()).isNull();
    assertThat(new PeerIdentity(null, URI.create("spiffe://paris.example/ns/a/sa/chat_1")))
        .hasNoNullFieldsOrPropertiesExcept("dnsName");
  }

  @Test
  void limitsAreAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits(0, null, null, null))
        .withMessageStartingWith("concurrentRequests 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits(null, -1L, null, null))
        .withMessageStartingWith("requestsPerMinute -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits(null, null, 0L, null))
        .withMessageStartingWith("tokensPerMinute 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits(null, null, null, 0L))
        .withMessageStartingWith("tokensPerMonth 0");
    assertThat(new Limits(1, 1L, 1L, 1L)).isNotEqualTo(Limits.NONE);
  }

  @Test
  @SuppressWarnings("NullAway") // what a document leaves out arrives as null
  void callersAreWithoutBoundsUnlessTheyAreSaid() {
    assertThat(new Tenant("t", "T", null, null).limits()).isEqualTo(Limits.NONE);
    assertThat(new Application("a", "t", "A", "public", null, null))
        .isEqualTo(new Application("a", "t", "A", "public", Limits.NONE, Priority.STANDARD));
    assertThat(new ApiKey("k", "a", HASH, ApiKey.Status.ACTIVE, null, null).limits())
        .isEqualTo(Limits.NONE);
  }

  @Test
  void aRevokedKeyKeepsItsLimits() {
    Limits limits = new Limits(1, null, null, null);
    ApiKey key = new ApiKey("k", "a", HASH, ApiKey.Status.ACTIVE, NOW, limits);
    assertThat(key.revoked())
        .isEqualTo(new ApiKey("k", "a", HASH, ApiKey.Status.REVOKED, NOW, limits));
  }

  @Test
  void anEndpointInAnotherStateKeepsTheRest() {
    Endpoint known = preferring(7, 8, 9);
    assertThat(known.withState(Endpoint.State.DRAINING).state()).isEqualTo(Endpoint.State.DRAINING);
    assertThat(known.withState(Endpoint.State.DRAINING).withState(Endpoint.State.ENABLED))
        .isEqualTo(known);
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

  private static Site site(List<String> ranges, List<String> anchors) {
    return new Site(
        "s",
        "S",
        new Country("FR"),
        null,
        "o",
        Site.Status.OPERATIONAL,
        ranges,
        List.of(),
        null,
        null,
        anchors);
  }

  private static Endpoint speaking(Dialect dialect, Map<Capability, Support> capabilities) {
    return endpoint(null, dialect, capabilities, 100, null, null, null);
  }

  private static Endpoint preferring(
      @Nullable Integer weight, @Nullable Integer canary, @Nullable Integer concurrent) {
    return endpoint(null, Dialect.GENERIC, Map.of(), weight, canary, concurrent, null);
  }

  private static Endpoint peered(@Nullable URI url, @Nullable PeerIdentity peer) {
    return endpoint(url, Dialect.GENERIC, Map.of(), 100, null, null, peer);
  }

  @SuppressWarnings("NullAway") // what a document leaves out arrives as null
  private static Endpoint endpoint(
      @Nullable URI url,
      Dialect dialect,
      Map<Capability, Support> capabilities,
      @Nullable Integer weight,
      @Nullable Integer canary,
      @Nullable Integer concurrent,
      @Nullable PeerIdentity peer) {
    return new Endpoint(
        "e",
        "v",
        "s",
        url,
        "m",
        Endpoint.State.ENABLED,
        Facts.NONE,
        dialect,
        capabilities,
        weight,
        canary,
        concurrent,
        peer);
  }

  private static Endpoint endpoint(@Nullable URI url) {
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
