package eu.bailiwick.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder in which a platform keeps its data: one that is kept, or one that goes with it. */
final class Workspace implements AutoCloseable {

  private final Path directory;
  private final boolean temporary;
  private final @Nullable FileChannel lock;

  private Workspace(Path directory, boolean temporary, @Nullable FileChannel lock) {
    this.directory = directory;
    this.temporary = temporary;
    this.lock = lock;
  }

  /**
   * @param keep folder that outlives the run; null for a temporary one
   * @throws StartException if it cannot be written or another platform uses it
   */
  static Workspace open(@Nullable Path keep) throws StartException {
    return keep == null ? temporary() : kept(keep.toAbsolutePath());
  }

  private static Workspace temporary() throws StartException {
    try {
      return new Workspace(Files.createTempDirectory("bailiwick-").toRealPath(), true, null);
    } catch (IOException e) {
      throw new StartException(
          "No temporary folder can be made in "
              + System.getProperty("java.io.tmpdir")
              + ": make room there, or name a folder with --keep DIR.",
          e);
    }
  }

  private static Workspace kept(Path keep) throws StartException {
    try {
      Path directory = Files.createDirectories(keep).toRealPath();
      FileChannel lock =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock.tryLock() == null) {
        lock.close();
        throw inUse(keep);
      }
      return new Workspace(directory, false, lock);
    } catch (OverlappingFileLockException e) {
      throw inUse(keep);
    } catch (IOException e) {
      throw new StartException(
          keep + " cannot be written: name another folder with --keep DIR.", e);
    }
  }

  private static StartException inUse(Path keep) {
    return new StartException(
        keep + " is in use by another platform: stop that one, or name another folder.");
  }

  Path directory() {
    return directory;
  }

  /** The folder, if it goes with the run. */
  @Nullable Path temporaryDirectory() {
    return temporary ? directory : null;
  }

  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
      }
      if (temporary) {
        remove(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
