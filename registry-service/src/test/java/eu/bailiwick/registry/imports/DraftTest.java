package eu.bailiwick.registry.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.imports.ImportAnswer.Missing;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DraftTest {

  private static final String IMAGE = "sha256:" + "a".repeat(64);
  private static final String WEIGHTS = "sha256:" + "b".repeat(64);
  private static final String SOURCE = "sha256:" + "c".repeat(64);
  private static final Model STORED = model(null);

  @Test
  void eachProfileOfKnownDigestsIsAVersion() {
    ImportAnswer answer = answer(asked(IMAGE, WEIGHTS, "p1", "p2"), nim("p1", "p2", "p3"));

    assertThat(answer.document().versions())
        .extracting(ModelVersion::profile)
        .containsExactly("p1", "p2");
    assertThat(answer.document().versions())
        .extracting(ModelVersion::id)
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(answer.profiles().stream().map(Profile::version).toList())
        .allMatch(id -> id.matches("example-chat-[0-9a-f]{16}"));
    assertThat(answer.missing()).isEmpty();
  }

  @Test
  void theSameVersionHasTheSameIdAndAnotherHasAnother() {
    String id = firstId(asked(IMAGE, WEIGHTS), nim("p1"));

    assertThat(firstId(asked(IMAGE, WEIGHTS), nim("p1"))).isEqualTo(id);
    assertThat(firstId(asked(WEIGHTS, WEIGHTS), nim("p1"))).isNotEqualTo(id);
    assertThat(firstId(asked(IMAGE, IMAGE), nim("p1"))).isNotEqualTo(id);
    assertThat(firstId(asked(IMAGE, WEIGHTS), nim("p2"))).isNotEqualTo(id);
  }

  @Test
  void aDigestThatIsNotKnownIsNamedAndNotMadeUp() {
    ImportAnswer answer = answer(asked(IMAGE, null), nim("p1", "p2"));

    assertThat(answer.document().versions()).isEmpty();
    assertThat(answer.profiles()).extracting(Profile::version).containsOnlyNulls();
    assertThat(answer.missing())
        .extracting(Missing::path)
        .containsExactly("profiles[0].weightsDigest", "profiles[1].weightsDigest");
    assertThat(answer(asked(null, null), nim("p1")).missing())
        .extracting(Missing::path)
        .containsExactly("profiles[0].imageDigest", "profiles[0].weightsDigest");
  }

  @Test
  void oneDigestOfWeightsIsNotGivenToAllProfilesByAccident() {
    refused(asked(IMAGE, WEIGHTS), nim("p1", "p2"), "weightsDigest: the document has 2 profiles");
  }

  @Test
  void aProfileThatTheDocumentDoesNotHaveIsRefused() {
    refused(asked(IMAGE, WEIGHTS, "p1", "p9"), nim("p1"), "the document has no [p9]");
  }

  @Test
  void withoutProfilesThereIsNoVersion() {
    assertThat(answer(asked(IMAGE, WEIGHTS), nim()).missing())
        .extracting(Missing::path)
        .containsExactly("profiles");
  }

  @Test
  void aModelThatTheCatalogueHasIsLeftAlone() {
    assertThat(answer(asked(IMAGE, WEIGHTS), nim("p1")).document().models()).isEmpty();
  }

  @Test
  void aModelThatIsNewNeedsItsOperations() {
    ImportAnswer answer = Draft.answer(asked(IMAGE, WEIGHTS), nim("p1"), SOURCE, Optional.empty());

    assertThat(answer.document().models()).isEmpty();
    assertThat(answer.missing()).extracting(Missing::path).containsExactly("models[0].operations");
  }

  @Test
  void aModelThatIsNewIsWhatIsKnownOfIt() {
    Asked asked =
        Asked.of(
            new ImportQuery(
                "example/chat", null, List.of("CHAT"), List.of("p1"), IMAGE, WEIGHTS, null, null));

    assertThat(Draft.answer(asked, modelPack("MIT"), SOURCE, Optional.empty()).document().models())
        .containsExactly(
            new Model(
                "example/chat",
                "Title",
                null,
                licence("MIT", "ModelPack config " + SOURCE),
                null,
                Set.of(Operation.CHAT)));
  }

  @Test
  void aLicenceThatTheCatalogueLacksIsAddedAndNoneIsReplaced() {
    assertThat(answer(asked(IMAGE, WEIGHTS), modelPack("MIT")).document().models())
        .containsExactly(model(licence("MIT", "ModelPack config " + SOURCE)));
    assertThat(
            Draft.answer(
                    asked(IMAGE, WEIGHTS),
                    modelPack("MIT"),
                    SOURCE,
                    Optional.of(model(licence("Apache-2.0", "card"))))
                .document()
                .models())
        .isEmpty();
  }

  @Test
  void severalLicencesAreNotMadeOne() {
    ImportAnswer answer = answer(asked(IMAGE, WEIGHTS), modelPack("MIT", "Apache-2.0"));

    assertThat(answer.document().models()).isEmpty();
    assertThat(answer.missing()).extracting(Missing::path).containsExactly("models[0].licence");
  }

  @ParameterizedTest
  @CsvSource({
    ", , , , model:",
    "Bad id!, , , , model",
    "m, latest, , , imageDigest",
    "m, , sha256:AB, , weightsDigest",
    "m, , , UPPER, version"
  })
  void unusableParametersAreRefusedByName(
      @Nullable String model,
      @Nullable String image,
      @Nullable String weights,
      @Nullable String version,
      String name) {
    ImportQuery query =
        new ImportQuery(model, null, List.of(), List.of(), image, weights, null, version);

    assertThatThrownBy(() -> Asked.of(query))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER))
        .hasMessageStartingWith(name);
  }

  @Test
  void anOperationThatDoesNotExistIsRefused() {
    ImportQuery query =
        new ImportQuery("m", null, List.of("CHAT", "SING"), List.of(), null, null, null, null);

    assertThatThrownBy(() -> Asked.of(query)).hasMessageContaining("operation: \"SING\"");
  }

  @Test
  void theLongestModelIdStillMakesAVersionId() {
    ImportQuery query =
        new ImportQuery("M".repeat(256), null, List.of(), List.of(), IMAGE, WEIGHTS, null, null);

    assertThat(firstId(Asked.of(query), nim("p1"))).hasSize(127);
  }

  private static void refused(Asked asked, Described described, String message) {
    assertThatThrownBy(() -> answer(asked, described))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER))
        .hasMessageContaining(message);
  }

  private static String firstId(Asked asked, Described described) {
    return answer(asked, described).document().versions().getFirst().id();
  }

  private static ImportAnswer answer(Asked asked, Described described) {
    return Draft.answer(asked, described, SOURCE, Optional.of(STORED));
  }

  private static Asked asked(@Nullable String image, @Nullable String weights, String... profiles) {
    return Asked.of(
        new ImportQuery(
            "example/chat", null, List.of(), List.of(profiles), image, weights, null, null));
  }

  private static Described nim(String... profiles) {
    return new Described(
        "NIM", List.of(profiles).stream().map(id -> Profile.named(id, null)).toList(), null);
  }

  private static Described modelPack(String... licences) {
    return new Described(
        "ModelPack config",
        List.of(Profile.named("p1", null)),
        new ModelFacts(
            "Title",
            null,
            null,
            null,
            null,
            List.of(licences),
            null,
            null,
            null,
            null,
            null,
            null));
  }

  private static Model model(@Nullable Fact<String> licence) {
    return new Model("example/chat", "Chat", null, licence, null, Set.of(Operation.CHAT));
  }

  private static Fact<String> licence(String licence, String source) {
    return new Fact<>(licence, Grade.DECLARED, source, null, null);
  }
}
