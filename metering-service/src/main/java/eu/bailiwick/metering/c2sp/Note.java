package eu.bailiwick.metering.c2sp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A signed note: c2sp.org/signed-note. Its text counts for nothing before {@link #verify}.
 *
 * @param text with its last line feed
 * @param signatures at least one
 */
public record Note(String text, List<NoteSignature> signatures) {

  /** The largest note that is read. */
  public static final int MAX_BYTES = 256 * 1024;

  /** The most signatures that are read. */
  public static final int MAX_SIGNATURES = 64;

  private static final String SEPARATOR = "\n\n";

  /**
   * @throws MalformedException if there can be no note with that text, or too many signatures
   */
  public Note {
    signatures = List.copyOf(signatures);
    requireText(text);
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new MalformedException(
          signatures.size() + " signatures; 1 to " + MAX_SIGNATURES + " may be there");
    }
  }

  /**
   * A signature that was verified.
   *
   * @param at when it was made, if it says so
   */
  public record Verified(VerifierKey key, Optional<Instant> at) {}

  /**
   * Reads a note.
   *
   * @throws MalformedException if it is none, or larger than {@link #MAX_BYTES}
   */
  public static Note parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedException("more than " + MAX_BYTES + " bytes");
    }
    return parse(Texts.utf8(bytes));
  }

  /**
   * Reads a note.
   *
   * @throws MalformedException if it is none
   */
  public static Note parse(String note) {
    int end = note.lastIndexOf(SEPARATOR);
    if (end < 0) {
      throw new MalformedException("there is no empty line before the signatures");
    }
    String under = note.substring(end + SEPARATOR.length());
    return new Note(note.substring(0, end + 1), signatures(under));
  }

  /**
   * Reads the lines under a note.
   *
   * @throws MalformedException if there are none, or too many, or others
   */
  public static List<NoteSignature> signatures(String lines) {
    if (lines.length() > MAX_BYTES) {
      throw new MalformedException("more than " + MAX_BYTES + " bytes");
    }
    return Texts.lines(lines).stream().map(NoteSignature::parse).toList();
  }

  private static void requireText(String text) {
    if (!text.endsWith("\n")) {
      throw new MalformedException("the text of a note ends with a line feed");
    }
    if (text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new MalformedException("a note holds no control characters");
    }
  }

  /** The same note with one more signature, unless it has that one already. */
  public Note with(NoteSignature signature) {
    if (signatures.contains(signature)) {
      return this;
    }
    return new Note(text, Stream.concat(signatures.stream(), Stream.of(signature)).toList());
  }

  /**
   * Verifies the signatures of known keys and ignores all others. Of one key the first counts.
   *
   * @return those of known keys, at least one
   * @throws UnverifiedException if a signature of a known key is wrong, or there is none of any
   */
  public List<Verified> verify(Collection<VerifierKey> known) {
    List<Verified> verified = new ArrayList<>();
    for (VerifierKey key : known) {
      List<NoteSignature> own = signatures.stream().filter(key::isNamedBy).toList();
      for (NoteSignature signature : own) {
        if (!key.verifies(text, signature)) {
          throw new UnverifiedException("the signature of " + key.name() + " does not verify");
        }
      }
      own.stream().findFirst().ifPresent(s -> verified.add(new Verified(key, key.time(s))));
    }
    if (verified.isEmpty()) {
      throw new UnverifiedException("it is signed by none of the known keys");
    }
    return List.copyOf(verified);
  }

  /** Whether a key is named by one of the signatures; whether rightly is not looked at. */
  public boolean isNamed(VerifierKey key) {
    return signatures.stream().anyMatch(key::isNamedBy);
  }

  /** As it is stored and sent. */
  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  /** As it is stored and sent. */
  @Override
  public String toString() {
    return text
        + signatures.stream().map(NoteSignature::line).collect(Collectors.joining("", "\n", ""));
  }
}
