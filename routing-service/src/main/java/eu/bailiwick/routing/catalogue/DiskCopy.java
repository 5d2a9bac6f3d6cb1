package eu.bailiwick.routing.catalogue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A folder with the last good snapshot and the revocations since, each as it was signed: whoever
 * reads them verifies them again. A file is there whole or not at all, whenever the machine stops;
 * only its owner can read it, for snapshots name tenants and addresses. For one thread.
 */
final class DiskCopy {

  private static final String SNAPSHOT = "snapshot.jws";
  private static final String REVOCATIONS = "revocations.jws";
  private static final String UNFINISHED = ".unfinished";

  private final Path directory;

  private DiskCopy(Path directory) {
    this.directory = directory;
  }

  /**
   * @param directory made if it is not there
   * @throws IOException if it cannot be made or written
   */
  static DiskCopy in(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "*" + UNFINISHED)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
    if (!Files.isWritable(directory)) {
      throw new IOException(directory + " cannot be written");
    }
    return new DiskCopy(directory);
  }

  /** The snapshot as it came, unverified; empty if there is none. */
  Optional<String> snapshot() throws IOException {
    return read(SNAPSHOT);
  }

  /** The revocations as they came, unverified, in order of arrival. */
  List<String> revocations() throws IOException {
    return read(REVOCATIONS).map(text -> text.lines().toList()).orElse(List.of());
  }

  private Optional<String> read(String name) throws IOException {
    try {
      return Optional.of(
          new String(Files.readAllBytes(directory.resolve(name)), StandardCharsets.ISO_8859_1)
              .strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void keepSnapshot(String jws) throws IOException {
    write(SNAPSHOT, jws + "\n");
  }

  /** Keeps these and no others. */
  void keepRevocations(List<String> jws) throws IOException {
    write(REVOCATIONS, String.join("\n", jws) + "\n");
  }

  private void write(String name, String text) throws IOException {
    Path unfinished = Files.createTempFile(directory, name, UNFINISHED);
    try {
      try (FileChannel file = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      }
      Files.move(
          unfinished,
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }
}
