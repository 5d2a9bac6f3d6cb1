package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.c2sp.Checkpoint;
import eu.bailiwick.metering.c2sp.MalformedException;
import eu.bailiwick.metering.c2sp.Note;
import eu.bailiwick.metering.c2sp.UnverifiedException;
import eu.bailiwick.metering.c2sp.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Optional;

/** The last checkpoint that was signed, in a file that no restored database takes along. */
final class LastCheckpoint {

  private final Optional<Path> file;

  /**
   * @param file empty if none is kept
   */
  LastCheckpoint(Optional<Path> file) {
    this.file = file;
  }

  /**
   * Reads it.
   *
   * @return empty if there is none yet
   * @throws RefusedException if there is a file, and it holds no checkpoint signed by one of these
   *     keys
   */
  Optional<Checkpoint> read(Collection<VerifierKey> keys) {
    if (file.isEmpty() || !Files.exists(file.get())) {
      return Optional.empty();
    }
    try {
      Note note = Note.parse(Files.readAllBytes(file.get()));
      note.verify(keys);
      return Optional.of(Checkpoint.parse(note.text()));
    } catch (IOException | MalformedException | UnverifiedException e) {
      throw new RefusedException(
          file.get() + " should hold the last checkpoint, but: " + e.getMessage());
    }
  }

  /**
   * Replaces it; on the disk when this returns.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  void write(Note note) {
    if (file.isEmpty()) {
      return;
    }
    Path target = file.get();
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    try {
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(note.bytes());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the last checkpoint could not be kept in " + target, e);
    }
  }
}
