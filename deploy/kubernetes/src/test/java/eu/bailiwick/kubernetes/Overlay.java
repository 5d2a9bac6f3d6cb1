package eu.bailiwick.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an operator applies: a kustomization with everything it refers to, as far as the checks need
 * it. Names get no prefix and no hash.
 */
final class Overlay {

  private final Path directory;
  private final List<HasMetadata> resources = new ArrayList<>();
  private final Map<String, Map<String, String>> configMaps = new TreeMap<>();
  private final Map<String, Kustomization.Image> images = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  private Overlay(Path directory) {
    this.directory = directory;
  }

  /** Reads {@code directory/kustomization.yaml} and what it refers to. */
  static Overlay read(Path directory) throws IOException, StrictParser.MalformedException {
    Overlay overlay = new Overlay(directory);
    overlay.add(directory);
    return overlay;
  }

  Path directory() {
    return directory;
  }

  /** Data of its ConfigMaps by name, bases and overlays merged; file contents are left empty. */
  Map<String, Map<String, String>> configMaps() {
    return configMaps;
  }

  Map<String, Kustomization.Image> images() {
    return images;
  }

  /** What does not fit while it is put together. */
  List<String> problems() {
    return problems;
  }

  <T extends HasMetadata> Stream<T> all(Class<T> type) {
    return resources.stream().filter(type::isInstance).map(type::cast);
  }

  List<HasMetadata> resources() {
    return resources;
  }

  private void add(Path folder) throws IOException, StrictParser.MalformedException {
    Kustomization kustomization =
        StrictParser.kustomization(Files.readString(folder.resolve("kustomization.yaml")));
    for (String reference :
        Stream.concat(kustomization.resources().stream(), kustomization.components().stream())
            .toList()) {
      Path path = folder.resolve(reference).normalize();
      if (Files.isDirectory(path)) {
        add(path);
      } else {
        resources.addAll(StrictParser.resources(Files.readString(path)));
      }
    }
    kustomization.configMapGenerator().forEach(this::generate);
    kustomization.images().forEach(image -> images.put(image.name(), image));
  }

  private void generate(Kustomization.Settings settings) {
    boolean merge = "merge".equals(settings.behavior());
    if (merge != configMaps.containsKey(settings.name())) {
      problems.add(
          settings.name()
              + (merge ? " is merged into nothing" : " is generated twice, not merged"));
    }
    Map<String, String> data =
        configMaps.computeIfAbsent(settings.name(), name -> new LinkedHashMap<>());
    Set<String> own = new HashSet<>();
    for (String literal : settings.literals()) {
      String[] pair = literal.split("=", 2);
      if (pair.length < 2 || !own.add(pair[0])) {
        problems.add(settings.name() + ": \"" + literal + "\" is no pair, or there twice");
      } else {
        data.put(pair[0], pair[1]);
      }
    }
    settings.files().forEach(file -> data.put(file, ""));
  }
}
