package eu.bailiwick.routing.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A signed snapshot that somebody brings as a file, on a USB stick for example. A newer one put in
 * its place is taken; so is one that was refused, once the trusted keys have changed. Blocks.
 */
final class SnapshotFile {

  private static final Logger LOGGER = Logger.getLogger(SnapshotFile.class);

  /** What tells that a file is another one. */
  private record Version(FileTime modified, long size, @Nullable Object key) {

    static Version of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }

  private final Path file;
  private final Path trustedKeys;
  private final Duration interval;
  private final Adoption adoption;
  private final Trouble trouble = new Trouble(LOGGER);
  private List<Version> seen = List.of();

  SnapshotFile(Path file, Path trustedKeys, Duration interval, Adoption adoption) {
    this.file = file;
    this.trustedKeys = trustedKeys;
    this.interval = interval;
    this.adoption = adoption;
  }

  /** Looks until it is interrupted. */
  void run() {
    try {
      while (true) {
        Thread.sleep(interval);
        look();
      }
    } catch (InterruptedException e) {
      LOGGER.debug("stopped");
    }
  }

  /** Takes the file if it is another one than at the last look. */
  void look() throws InterruptedException {
    try {
      List<Version> now = List.of(Version.of(file), Version.of(trustedKeys));
      if (!now.equals(seen)) {
        String jws = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
        seen = now;
        take(jws);
      }
    } catch (IOException | RuntimeException e) {
      trouble.report(file + " cannot be read: " + e);
    }
  }

  private void take(String jws) throws IOException, InterruptedException {
    try {
      adoption.take(jws, Source.FILE);
      trouble.over();
    } catch (SnapshotRefusedException e) {
      trouble.report(file + " refused: " + e.getMessage());
    }
  }
}
