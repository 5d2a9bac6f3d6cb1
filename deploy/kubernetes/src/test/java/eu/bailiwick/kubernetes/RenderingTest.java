package eu.bailiwick.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What kubectl makes of the overlays. Left out where there is no kubectl. */
class RenderingTest {

  @TempDir Path copy;

  @BeforeAll
  static void needsKubectl() {
    assumeTrue(Commands.isThere("kubectl"), "kubectl is not on the path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry", "cells/fr"})
  void rendersToSoundResourcesInOneNamespace(String overlay) throws Exception {
    List<HasMetadata> resources = StrictParser.resources(render(Manifests.FOLDER.resolve(overlay)));

    String namespace =
        resources.stream()
            .filter(Namespace.class::isInstance)
            .map(resource -> resource.getMetadata().getName())
            .collect(Collectors.joining());
    assertThat(resources)
        .filteredOn(resource -> !(resource instanceof Namespace))
        .allSatisfy(
            resource -> assertThat(resource.getMetadata().getNamespace()).isEqualTo(namespace));
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry", "cells/fr"})
  void rendersTheSettingsThatTheChecksLookAt(String overlay) throws Exception {
    List<HasMetadata> resources = StrictParser.resources(render(Manifests.FOLDER.resolve(overlay)));
    Overlay read = Overlay.read(Manifests.FOLDER.resolve(overlay));

    assertThat(resources)
        .filteredOn(ConfigMap.class::isInstance)
        .map(ConfigMap.class::cast)
        .allSatisfy(
            map -> {
              String name = map.getMetadata().getName().replaceFirst("-[a-z0-9]{10}$", "");
              Map<String, String> expected = read.configMaps().getOrDefault(name, Map.of());
              assertThat(map.getData()).containsOnlyKeys(expected.keySet());
            })
        .hasSize(read.configMaps().size());
    assertThat(resources).hasSize(read.resources().size() + read.configMaps().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry", "cells/fr"})
  void imagesAreWhatTheOverlaySays(String overlay) throws Exception {
    Manifests.copyTo(copy);
    Path kustomization = copy.resolve(overlay).resolve("kustomization.yaml");
    String digest = "sha256:" + "a".repeat(64);
    Files.writeString(
        kustomization,
        Files.readString(kustomization)
            .replaceAll("newName: ", "newName: images.example/")
            .replaceAll("sha256:0{64}", digest));

    assertThat(StrictParser.resources(render(copy.resolve(overlay))))
        .filteredOn(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .flatExtracting(d -> d.getSpec().getTemplate().getSpec().getContainers())
        .allSatisfy(
            container ->
                assertThat(container.getImage())
                    .isEqualTo("images.example/" + container.getName() + "-service@" + digest));
  }

  private static String render(Path overlay) throws IOException, InterruptedException {
    Process kubectl =
        new ProcessBuilder("kubectl", "kustomize", overlay.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String rendered = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(kubectl.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(kubectl.exitValue()).isZero();
    return rendered;
  }
}
