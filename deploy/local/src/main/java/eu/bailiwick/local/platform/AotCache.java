package eu.bailiwick.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JDK AOT cache (JEP 483, 514) of one packaged service, beside its jar. Its name carries a digest
 * of everything that it depends on, so one that is there is fresh. With it a service starts with
 * less than half of the processor time.
 *
 * @param file where it is, or would be
 */
record AotCache(Path file) {

  private static final String PREFIX = "start-";
  private static final String SUFFIX = ".aot";

  /**
   * The cache of a package for this JDK.
   *
   * @param application the service's {@code quarkus-app} folder
   * @param flags the JVM's flags, on which a cache depends
   */
  static AotCache of(Path application, List<String> flags) throws IOException {
    MessageDigest digest = sha256();
    add(digest, System.getProperty("java.vm.version") + System.getProperty("java.home") + flags);
    try (Stream<Path> files = Files.walk(application)) {
      files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(f -> add(digest, f));
    }
    String key = HexFormat.of().formatHex(digest.digest(), 0, 8);
    return new AotCache(application.resolve(PREFIX + key + SUFFIX));
  }

  private static void add(MessageDigest digest, Path jar) {
    try {
      var attributes = Files.readAttributes(jar, BasicFileAttributes.class);
      add(digest, jar + " " + attributes.size() + " " + attributes.lastModifiedTime());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isThere() throws IOException {
    return Files.exists(file) && Files.size(file) > 0;
  }

  /** Where a cache is made before it becomes {@link #file}. */
  Path part() {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /**
   * Takes {@link #part} if it is finished. While the JVM makes it, or if it was stopped meanwhile,
   * the part is empty and what was recorded stands beside it.
   */
  void adoptPart() throws IOException {
    Path recorded = file.resolveSibling(part().getFileName() + ".config");
    if (Files.exists(recorded) || Files.size(part()) == 0) {
      return;
    }
    Files.move(part(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes the caches of former builds, and what is left of those that were never finished. */
  void removeOthers() throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(file.resolveSibling(""), PREFIX + "*" + SUFFIX + "*")) {
      for (Path other : files) {
        Files.deleteIfExists(other);
      }
    }
  }
}
