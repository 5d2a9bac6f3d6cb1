package eu.bailiwick.kubernetes;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads a folder of manifests whole and answers what is wrong with it. */
final class Inspection {

  private static final String KUSTOMIZATION = "kustomization.yaml";
  private static final Set<String> PARTS = Set.of("base", "components", "cells", "registry");

  private final Path root;
  private final Map<String, KnownSettings> services;
  private final List<String> problems = new ArrayList<>();
  private final Set<Path> referred = new HashSet<>();
  private final List<Path> overlays = new ArrayList<>();

  private Inspection(Path root, Map<String, KnownSettings> services) {
    this.root = root;
    this.services = services;
  }

  /**
   * Everything that is wrong; empty if nothing is.
   *
   * @param root the folder with {@code base}, {@code components}, {@code registry} and {@code
   *     cells}
   * @param services by name of the Deployment
   */
  static List<String> problems(Path root, Map<String, KnownSettings> services) throws IOException {
    Inspection inspection = new Inspection(root, services);
    inspection.files();
    if (inspection.problems.isEmpty()) {
      inspection.overlays();
    }
    return List.copyOf(inspection.problems);
  }

  /** All YAML files below the folders that an operator gets. */
  static List<Path> manifests(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String part : new TreeSet<>(PARTS)) {
      try (Stream<Path> below = Files.walk(root.resolve(part))) {
        below.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().forEach(files::add);
      }
    }
    return files;
  }

  /** Folders that an operator applies: kustomizations with a namespace. */
  static List<Path> overlays(Path root) throws IOException {
    Inspection inspection = new Inspection(root, Map.of());
    inspection.files();
    return List.copyOf(inspection.overlays);
  }

  private void files() throws IOException {
    List<Path> files = manifests(root);
    for (Path file : files) {
      try {
        if (file.endsWith(KUSTOMIZATION)) {
          kustomization(file);
        } else {
          StrictParser.resources(Files.readString(file));
        }
      } catch (StrictParser.MalformedException e) {
        problems.add(root.relativize(file) + ": " + e.getMessage());
      }
    }
    files.stream()
        .filter(file -> !file.endsWith(KUSTOMIZATION) && !referred.contains(file))
        .forEach(file -> problems.add(root.relativize(file) + ": nothing refers to it"));
  }

  private void kustomization(Path file) throws IOException, StrictParser.MalformedException {
    Path folder = file.resolveSibling(".");
    Kustomization kustomization = StrictParser.kustomization(Files.readString(file));
    for (String reference : kustomization.references()) {
      Path target = folder.resolve(reference).normalize();
      referred.add(target);
      if (!Files.isRegularFile(target) && !Files.isRegularFile(target.resolve(KUSTOMIZATION))) {
        problems.add(root.relativize(file) + ": there is no " + reference);
      }
    }
    if (kustomization.namespace() != null) {
      overlays.add(folder.normalize());
    }
  }

  private void overlays() throws IOException {
    String documentation = Files.readString(root.resolve("README.md"));
    List<Overlay> read = new ArrayList<>();
    for (Path directory : overlays) {
      try {
        read.add(Overlay.read(directory));
      } catch (StrictParser.MalformedException e) {
        throw new IllegalStateException("parsed a moment ago", e);
      }
    }
    for (Overlay overlay : read) {
      List<String> found = new ArrayList<>(overlay.problems());
      found.addAll(WorkloadRules.check(overlay));
      found.addAll(NetworkRules.check(overlay));
      found.addAll(SettingsRules.check(overlay, services, documentation));
      found.addAll(unservedAddresses(overlay, read));
      found.forEach(problem -> problems.add(root.relativize(overlay.directory()) + ": " + problem));
    }
  }

  /** Addresses in settings that point into a namespace of ours, where no service has that port. */
  private static List<String> unservedAddresses(Overlay overlay, List<Overlay> all) {
    return overlay
        .all(Deployment.class)
        .flatMap(d -> Address.allIn(Settings.of(overlay, d).values()).stream())
        .distinct()
        .filter(address -> all.stream().anyMatch(o -> hasNamespace(o, address)))
        .filter(address -> all.stream().noneMatch(o -> serves(o, address)))
        .map(address -> "no service of ours answers at " + address)
        .toList();
  }

  private static boolean hasNamespace(Overlay overlay, Address address) {
    return overlay
        .all(Namespace.class)
        .anyMatch(namespace -> namespace.getMetadata().getName().equals(address.namespace()));
  }

  private static boolean serves(Overlay overlay, Address address) {
    return hasNamespace(overlay, address)
        && overlay
            .all(Service.class)
            .filter(service -> service.getMetadata().getName().equals(address.service()))
            .flatMap(service -> service.getSpec().getPorts().stream())
            .anyMatch(port -> Integer.valueOf(address.port()).equals(port.getPort()));
  }
}
