package eu.bailiwick.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code kustomization.yaml}, with the keys that the manifests here may use and no other. There
 * is no {@code newTag}: images are named by digest.
 */
record Kustomization(
    String apiVersion,
    String kind,
    @Nullable String namespace,
    List<Labels> labels,
    List<String> resources,
    List<String> components,
    List<Image> images,
    List<Settings> configMapGenerator) {

  record Labels(Map<String, String> pairs, boolean includeSelectors, boolean includeTemplates) {}

  record Image(String name, @Nullable String newName, @Nullable String digest) {}

  record Settings(
      String name, @Nullable String behavior, List<String> literals, List<String> files) {
    Settings {
      literals = orEmpty(literals);
      files = orEmpty(files);
    }
  }

  Kustomization {
    labels = orEmpty(labels);
    resources = orEmpty(resources);
    components = orEmpty(components);
    images = orEmpty(images);
    configMapGenerator = orEmpty(configMapGenerator);
    String expected =
        switch (String.valueOf(kind)) {
          case "Kustomization" -> "kustomize.config.k8s.io/v1beta1";
          case "Component" -> "kustomize.config.k8s.io/v1alpha1";
          default ->
              throw new IllegalArgumentException(
                  "kind \"" + kind + "\" is neither Kustomization nor Component");
        };
    if (!expected.equals(apiVersion)) {
      throw new IllegalArgumentException("apiVersion of a " + kind + " is " + expected);
    }
  }

  /** Paths of all files and folders that it refers to, relative to its own folder. */
  List<String> references() {
    return Stream.of(
            resources.stream(),
            components.stream(),
            configMapGenerator.stream().flatMap(settings -> settings.files().stream()))
        .flatMap(paths -> paths)
        .toList();
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
