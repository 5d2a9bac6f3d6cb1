package eu.bailiwick.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the manifests are, and copies of them to break. */
final class Manifests {

  /** The root of the repository. */
  static final Path HOME =
      Path.of(System.getProperty("bailiwick.home", "../..")).toAbsolutePath().normalize();

  static final Path FOLDER = HOME.resolve("deploy/kubernetes");

  private Manifests() {}

  /** Copies everything that an operator gets. */
  static void copyTo(Path target) throws IOException {
    for (Path file : files()) {
      Path copy = target.resolve(FOLDER.relativize(file));
      Files.createDirectories(copy.resolveSibling("."));
      Files.copy(file, copy);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(yaml|json|md)"))
          .filter(file -> !FOLDER.relativize(file).startsWith("target"))
          .toList();
    }
  }
}
