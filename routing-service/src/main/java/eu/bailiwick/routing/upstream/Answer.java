package eu.bailiwick.routing.upstream;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose head came. Its body is to be taken in the same turn of the event loop, by {@link
 * #beginning} or {@link #pipe}.
 */
public final class Answer {

  /** How a body came to its end. */
  public enum Ending {
    /** All of it was passed on. */
    COMPLETED,
    /** The upstream said in it that it failed. */
    FAILED,
    /** It broke off, or was malformed or not whole. */
    CUT,
    /** It stalled. */
    TIMEOUT,
    /** The caller left, or the attempt was cancelled. */
    CANCELLED
  }

  private final HttpClientResponse response;
  private final Attempt attempt;

  Answer(HttpClientResponse response, Attempt attempt) {
    this.response = response;
    this.attempt = attempt;
  }

  /** HTTP status. */
  public int status() {
    return response.statusCode();
  }

  /** Content type in lower case, without parameters; empty if there is none. */
  public String contentType() {
    String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null) {
      return "";
    }
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon))
        .strip()
        .toLowerCase(java.util.Locale.ROOT);
  }

  /** A header of the answer; null if it is not there. */
  public @Nullable String header(String name) {
    return response.getHeader(name);
  }

  /**
   * Reads the body up to a bound and ends the attempt; for errors, which are small.
   *
   * @return what came; never fails
   */
  public Future<Buffer> beginning(int maxBytes) {
    Promise<Buffer> promise = Promise.promise();
    Buffer collected = Buffer.buffer();
    Handler<@Nullable Object> over =
        end -> {
          attempt.ended();
          promise.tryComplete(collected);
        };
    response.exceptionHandler(over::handle);
    response.endHandler(over::handle);
    response.handler(
        chunk -> {
          attempt.received(chunk.length());
          collected.appendBuffer(chunk, 0, Math.min(chunk.length(), maxBytes - collected.length()));
          if (collected.length() == maxBytes && promise.tryComplete(collected)) {
            attempt.cancel();
          }
        });
    return promise.future();
  }

  /**
   * Whether the body is encoded, which nobody asked for: it cannot be read on its way, and must be
   * given up by {@link #discard}.
   */
  public boolean encoded() {
    String encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
    return encoding != null
        && !encoding.isBlank()
        && !encoding.strip().equalsIgnoreCase("identity");
  }

  /** Takes nothing of the body and ends the attempt. */
  public void discard() {
    response.exceptionHandler(broken -> {});
    attempt.cancel();
  }

  /**
   * Passes status, known headers and body on. Nothing is written before there is something of the
   * body to write: if the response's head is not written when this ends otherwise than {@code
   * COMPLETED}, the caller has seen nothing and may be answered in another way. If the body breaks
   * off later, the caller's connection does so too.
   *
   * @param to the response to the caller, whose head is not yet written
   * @param passage what the body passes through
   * @return how it ended; never fails
   */
  public Future<Ending> pipe(HttpServerResponse to, Passage passage) {
    return new Pipe(response, to, passage, attempt).run();
  }
}
