package eu.bailiwick.metering.witness;

import eu.bailiwick.metering.c2sp.Checkpoint;
import eu.bailiwick.metering.c2sp.MalformedException;
import eu.bailiwick.metering.c2sp.Note;
import eu.bailiwick.metering.c2sp.NoteSignature;
import eu.bailiwick.metering.c2sp.UnverifiedException;
import eu.bailiwick.metering.c2sp.VerifierKey;
import eu.bailiwick.metering.event.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Asks one witness. Remembers what it saw last. For one thread at a time; blocks. */
public final class WitnessClient {

  private static final int MOST_TRIES = 3;

  private final Peer peer;
  private final HttpClient http;
  private final Duration timeout;
  private volatile long seen; // a try that ran out of time may end beside the next

  /**
   * Asks over a client that others may use as well.
   *
   * @param timeout of one answer
   */
  public WitnessClient(Peer peer, HttpClient http, Duration timeout) {
    this.peer = peer;
    this.http = http;
    this.timeout = timeout;
  }

  /** Proves that a tree begins with a smaller one. */
  public interface Growth {

    /**
     * @param first above zero
     * @param second not below {@code first}
     */
    List<Bytes> proof(long first, long second);
  }

  public Peer peer() {
    return peer;
  }

  /** Whether a note lacks a cosignature of any of its keys. */
  public boolean isMissingFrom(Note checkpoint) {
    return peer.keys().stream().noneMatch(checkpoint::isNamed);
  }

  /**
   * Asks for cosignatures.
   *
   * @param checkpoint signed by its log
   * @param growth gives the proofs that the witness wants
   * @return at least one, verified
   * @throws WitnessAheadException if the witness saw a larger tree
   * @throws WitnessException if it gives none
   */
  public List<NoteSignature> cosign(Note checkpoint, Growth growth) throws WitnessException {
    long size = Checkpoint.parse(checkpoint.text()).size();
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      if (seen > size) {
        throw new WitnessAheadException(
            peer.name() + " saw a tree of " + seen + " leaves, and now there are " + size, seen);
      }
      List<Bytes> proof = seen == 0 || seen == size ? List.of() : growth.proof(seen, size);
      HttpResponse<byte[]> answer = post(new Submission(seen, proof, checkpoint));
      if (answer.statusCode() == 200) {
        List<NoteSignature> signatures = verified(checkpoint, answer.body());
        seen = size;
        return signatures;
      }
      if (answer.statusCode() != 409) {
        throw new WitnessException(peer.name() + " " + refusal(answer));
      }
      long last = size(answer.body());
      if (last == seen) {
        throw new WitnessException(
            peer.name() + " saw another tree of " + last + " leaves: there are two histories");
      }
      seen = last;
    }
    throw new WitnessException(peer.name() + " names another size each time");
  }

  private HttpResponse<byte[]> post(Submission submission) throws WitnessException {
    HttpRequest request =
        HttpRequest.newBuilder(uri())
            .timeout(timeout)
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(submission.body()))
            .build();
    try {
      return http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), Note.MAX_BYTES));
    } catch (IOException e) {
      throw new WitnessException(peer.name() + " does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WitnessException(peer.name() + " did not answer in time", e);
    }
  }

  private URI uri() {
    String prefix = peer.submission().toString();
    return URI.create((prefix.endsWith("/") ? prefix : prefix + "/") + "add-checkpoint");
  }

  /** Those of its keys; others are nobody's. */
  private List<NoteSignature> verified(Note checkpoint, byte[] body) throws WitnessException {
    try {
      List<NoteSignature> signatures = Note.signatures(new String(body, StandardCharsets.UTF_8));
      List<NoteSignature> own =
          signatures.stream()
              .filter(s -> peer.keys().stream().anyMatch(key -> isBy(key, s)))
              .toList();
      Note cosigned = new Note(checkpoint.text(), own);
      cosigned.verify(peer.keys());
      return own;
    } catch (MalformedException | UnverifiedException e) {
      throw new WitnessException(peer.name() + " answers with no cosignature of its keys", e);
    }
  }

  private static boolean isBy(VerifierKey key, NoteSignature signature) {
    return signature.key().equals(key.name()) && signature.keyId() == key.id();
  }

  private static String refusal(HttpResponse<byte[]> answer) {
    return switch (answer.statusCode()) {
      case 400 -> "finds the request malformed";
      case 403 -> "does not trust the key of this log";
      case 404 -> "does not watch this log";
      case 422 -> "does not see that this log only grew";
      default -> "answers with status " + answer.statusCode();
    };
  }

  private long size(byte[] body) throws WitnessException {
    String text = new String(body, StandardCharsets.US_ASCII);
    if (!text.matches("(0|[1-9][0-9]{0,17})\n")) {
      throw new WitnessException(peer.name() + " does not say what it saw last");
    }
    return Long.parseLong(text.strip());
  }
}
