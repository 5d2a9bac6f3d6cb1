package eu.bailiwick.metering.witness;

import eu.bailiwick.metering.c2sp.MalformedException;
import eu.bailiwick.metering.c2sp.MerkleProof;
import eu.bailiwick.metering.c2sp.Note;
import eu.bailiwick.metering.event.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * What a log sends to a witness.
 *
 * @param old the size that the log believes the witness saw last
 * @param proof that the checkpoint's tree begins with the tree of that size
 * @param checkpoint signed by the log
 */
record Submission(long old, List<Bytes> proof, Note checkpoint) {

  /** The largest that is read: a note, and the proof before it. */
  static final int MAX_BYTES = Note.MAX_BYTES + 4096;

  private static final String OLD = "old ";

  Submission {
    proof = List.copyOf(proof);
    if (proof.size() > MerkleProof.MAX_HASHES) {
      throw new IllegalArgumentException("a proof of " + proof.size() + " hashes");
    }
  }

  /**
   * Reads a body.
   *
   * @throws MalformedException if the note is none
   * @throws IllegalArgumentException if anything before it is not as it should be
   */
  static Submission parse(byte[] body) {
    String text = utf8(body);
    int end = text.indexOf("\n\n");
    if (end < 0) {
      throw new IllegalArgumentException("there is no empty line before the checkpoint");
    }
    List<String> lines = Arrays.asList(text.substring(0, end).split("\n", -1));
    String first = lines.getFirst();
    if (!first.matches(OLD + "(0|[1-9][0-9]{0,17})")) {
      throw new IllegalArgumentException("the first line is not the old size");
    }
    List<Bytes> proof = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      proof.add(hash(line));
    }
    return new Submission(
        Long.parseLong(first.substring(OLD.length())), proof, Note.parse(text.substring(end + 2)));
  }

  private static String utf8(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the body is not UTF-8", e);
    }
  }

  private static Bytes hash(String line) {
    byte[] hash = Base64.getDecoder().decode(line);
    if (hash.length != 32 || !base64(new Bytes(hash)).equals(line)) {
      throw new IllegalArgumentException("a line of the proof is not a hash in Base64");
    }
    return new Bytes(hash);
  }

  private static String base64(Bytes hash) {
    return Base64.getEncoder().encodeToString(hash.content());
  }

  /** As it is sent. */
  byte[] body() {
    StringBuilder text = new StringBuilder(OLD).append(old).append('\n');
    proof.forEach(hash -> text.append(base64(hash)).append('\n'));
    return text.append('\n').append(checkpoint).toString().getBytes(StandardCharsets.UTF_8);
  }
}
