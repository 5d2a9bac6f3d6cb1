package eu.bailiwick.registry.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.Violation;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from the documents of others, and what is not. */
class FormatsTest {

  private final DocumentParser parser = new DocumentParser(1 << 20);

  @Test
  void metadataIsReadMemberByMember() {
    Profile profile =
        metadata(
                """
                {"profiles": [{
                  "profile_id": "p1", "inference_backend": "vllm", "precision": "fp8",
                  "tensor_parallel_size": 4, "pipeline_parallel_size": 2,
                  "min_vram_per_device_gb": 80.0, "gpu": "H100", "gpu_device": "2330:10de",
                  "feat_lora": true, "workspace_hash": "blake3:abc",
                  "throughput": "1200", "something_new": {"a": [1]}}],
                 "features": {"context_window": 32768}, "also_new": 1}
                """)
            .profiles()
            .getFirst();

    assertThat(profile)
        .isEqualTo(
            new Profile(
                "p1",
                null,
                null,
                null,
                "blake3:abc",
                new Profile.Engine("vllm", "fp8", null, true),
                new Profile.Hardware(
                    4, 2, new BigDecimal("80"), List.of("H100"), List.of("2330:10de"))));
  }

  @Test
  void whatMetadataDoesNotSayStaysUnknown() {
    assertThat(metadata("{\"profiles\": [{\"profile_id\": \"p1\", \"gpu\": null}]}").profiles())
        .containsExactly(Profile.named("p1", null));
    assertThat(metadata("{}").profiles()).isEmpty();
  }

  @Test
  void gpusMayBeOneOrSeveral() {
    Profile.Hardware hardware =
        metadata(
                """
                {"profiles": [{"profile_id": "p1", "gpu": ["H100", "H200"], "gpu_device": []}]}
                """)
            .profiles()
            .getFirst()
            .hardware();

    assertThat(hardware.gpus()).containsExactly("H100", "H200");
    assertThat(hardware.gpuDevices()).isEmpty();
  }

  @Test
  void theErrorOfTheSourceIsNoMetadata() {
    assertThatThrownBy(
            () ->
                metadata(
                    """
                    {"requestStatus": {"statusCode": "INVALID_REQUEST", "requestId": "r-1",
                     "statusDescription": "tag is missing"}}
                    """))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("error of the source: INVALID_REQUEST");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                                        | ''",
        "{\"profiles\": {}}                                        | profiles",
        "{\"profiles\": [1]}                                       | profiles[0]",
        "{\"profiles\": [{}]}                                      | profiles[0].profile_id",
        "{\"profiles\": [{\"profile_id\": \"\"}]}                  | profiles[0].profile_id",
        "{\"profiles\": [{\"profile_id\": [\"p\"]}]}               | profiles[0].profile_id",
        "{\"profiles\": [{\"profile_id\": \"a\\u0000\"}]}          | profiles[0].profile_id",
        "{\"profiles\": [{\"profile_id\":\"p\"},{\"profile_id\":\"p\"}]} | profiles[1].profile_id",
        "{\"profiles\": [{\"profile_id\":\"p\",\"tensor_parallel_size\":0}]}"
            + " | profiles[0].tensor_parallel_size",
        "{\"profiles\": [{\"profile_id\":\"p\",\"tensor_parallel_size\":1.5}]}"
            + " | profiles[0].tensor_parallel_size",
        "{\"profiles\": [{\"profile_id\":\"p\",\"min_vram_per_device_gb\":1e999999999}]}"
            + " | profiles[0].min_vram_per_device_gb",
        "{\"profiles\": [{\"profile_id\":\"p\",\"min_vram_per_device_gb\":-1}]}"
            + " | profiles[0].min_vram_per_device_gb",
        "{\"profiles\": [{\"profile_id\":\"p\",\"feat_lora\":\"maybe\"}]}"
            + " | profiles[0].feat_lora",
        "{\"profiles\": [{\"profile_id\":\"p\",\"gpu\":[\"H100\",{}]}]} | profiles[0].gpu"
      })
  void unusableMetadataIsRefusedWithThePath(String document, String path) {
    refused(() -> metadata(document), path);
  }

  @Test
  void theFirstManifestIsAMapOfProfiles() {
    Described manifest =
        manifest(
            """
            36fc1fa4fc35c1d54da115a39323080b08d7937dceb8ba47be44f4da0ec720aa:
              model: example/chat-70b
              release: '1.0.0'
              tags:
                feat_lora: 'true'
                gpu: L40S
                gpu_device: 26b5:10de
                llm_engine: tensorrt_llm
                pp: '1'
                precision: fp16
                profile: throughput
                tp: '8'
              container_url: registry.example/nim/chat-70b:1.0.0
              workspace: !workspace
                components:
                - dst: trtllm_engine
                  src:
                    files:
                      - !name 'LICENSE.txt'
                      - !name 'config.json'
            plain:
              tags:
                backend: onnx
                product_name_regex: ^NVIDIA-A10(?!0).*
            """);

    assertThat(manifest.profiles())
        .containsExactly(
            new Profile(
                "36fc1fa4fc35c1d54da115a39323080b08d7937dceb8ba47be44f4da0ec720aa",
                null,
                "example/chat-70b",
                "registry.example/nim/chat-70b:1.0.0",
                null,
                new Profile.Engine("tensorrt_llm", "fp16", "throughput", true),
                new Profile.Hardware(8, 1, null, List.of("L40S"), List.of("26b5:10de"))),
            new Profile(
                "plain",
                null,
                null,
                null,
                null,
                new Profile.Engine("onnx", null, null, null),
                new Profile.Hardware(null, null, null, null, null)));
  }

  @Test
  void theSecondManifestHasAList() {
    Described manifest =
        manifest(
            """
            schema_version: 2.0.0
            profile_selection_criteria: default
            profiles:
              - id: aaaabbbb
                tags: {llm_engine: vllm, tp: 2, gpu: [H100, H200], trtllm_buildable: "false"}
                workspace: {files: {weights: {uri: "ngc://org/team/model/weights.bin"}}}
              - id: ccccdddd
            """);

    assertThat(manifest.profiles()).extracting(Profile::id).containsExactly("aaaabbbb", "ccccdddd");
    assertThat(manifest.profiles().getFirst().hardware())
        .isEqualTo(new Profile.Hardware(2, null, null, List.of("H100", "H200"), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schema_version: 3.0.0                                | schema_version",
        "schema_version: [2]                                  | schema_version",
        "{schema_version: 2.0.0, profiles: [{tags: {tp: 1}}]} | profiles[0].id",
        "p: text                                              | p",
        "p: {tags: [a]}                                       | p.tags",
        "p: {tags: {tp: many}}                                | p.tags.tp",
        "[a, b]                                               | ''"
      })
  void anUnusableManifestIsRefusedWithThePath(String document, String path) {
    refused(() -> manifest(document), path);
  }

  @Test
  void aliasesInManifestsAreRefused() {
    assertThatThrownBy(() -> manifest("p: &p {tags: {}}\nq: *p\n"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("aliases");
  }

  @Test
  void modelPackDescribesTheModel() {
    Described config =
        modelPack(
            """
            {"descriptor": {"name": "chat", "licenses": ["Apache-2.0"], "authors": ["a"]},
             "config": {"paramSize": "8b", "precision": "bf16",
                        "capabilities": {"inputTypes": ["text"], "toolUsage": false}},
             "modelfs": {"type": "layers", "diffIds": ["sha256:00"]}}
            """);

    ModelFacts facts = Objects.requireNonNull(config.model());
    assertThat(facts.title()).isEqualTo("chat");
    assertThat(facts.licences()).containsExactly("Apache-2.0");
    assertThat(facts.vendor()).isNull();
    assertThat(facts.capabilities())
        .isEqualTo(new ModelFacts.Capabilities(List.of("text"), null, null, null, null, false));
    assertThat(config.profiles()).containsExactly(Profile.named("served", "bf16"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"descriptor", "config", "modelfs"})
  void aModelPackConfigHasThreeParts(String part) {
    String document =
        "{\"descriptor\": {}, \"config\": {}, \"modelfs\": {}}".replace(part, "other");

    refused(() -> modelPack(document), part);
  }

  @ParameterizedTest
  @CsvSource({
    "nvcr.io/nim/meta/llama:1.0.0, 1.0.0",
    "host:5000/llama, ",
    "host:5000/llama:2, 2",
    "host/llama:2@sha256:00, 2",
    "host/llama@sha256:00, ",
    ", "
  })
  void theTagIsTheImagesLastPart(String image, String tag) {
    assertThat(ImageTag.of(image)).isEqualTo(tag);
  }

  private static void refused(Runnable reading, String path) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.UNUSABLE_DOCUMENT);
              assertThat(e.violations()).extracting(Violation::path).containsExactly(path);
            });
  }

  private Described metadata(String json) {
    return read(json, Format.JSON, NimMetadata::read);
  }

  private Described manifest(String yaml) {
    return read(yaml, Format.YAML, NimManifest::read);
  }

  private Described modelPack(String json) {
    return read(json, Format.JSON, root -> ModelPackConfig.read(root, List.of("served")));
  }

  private Described read(String text, Format format, Function<JsonNode, Described> reader) {
    return reader.apply(
        parser.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), format));
  }
}
