package eu.bailiwick.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Node with OpenAI's SDK.
 *
 * @param folder in which a script finds the SDK
 */
record Node(Path folder) {

  private static final List<String> PACKAGE = List.of("package.json", "package-lock.json");

  /**
   * Installs the SDK as the lock file says, from the registry that npm knows.
   *
   * @param home the repository's root
   * @throws IllegalStateException if a program is missing or the SDK cannot be had; says which
   */
  static Node install(Path home) throws IOException, InterruptedException {
    List<String> missing =
        Stream.of("node", "npm").filter(program -> !Command.isInstalled(program)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "The profile node needs Node 20 or newer with npm; not on the PATH: "
              + String.join(", ", missing));
    }
    Path sources = sources(home);
    Path folder = Files.createDirectories(home.resolve("deploy/local/target/node"));
    for (String file : PACKAGE) {
      Files.copy(sources.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Command.Result npm =
        Command.run(
            folder,
            Map.of(),
            List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress"));
    if (npm.status() != 0) {
      throw new IllegalStateException("npm ci failed: " + npm.output());
    }
    return new Node(folder);
  }

  static Path sources(Path home) {
    return home.resolve("deploy/local/src/test/node");
  }

  /** Runs a script, which it copies beside the SDK. */
  Command.Result run(Path script, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    Path copy = folder.resolve(String.valueOf(script.getFileName()));
    Files.copy(script, copy, StandardCopyOption.REPLACE_EXISTING);
    List<String> command =
        Stream.of(Stream.of("node"), Stream.of(options), Stream.of(copy.toString()))
            .flatMap(part -> part)
            .toList();
    return Command.run(folder, environment, command);
  }
}
