package eu.bailiwick.routing.openai;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Tells prompts that begin alike by the bytes with which they begin, without reading the body as a
 * whole: {@code messages}, {@code prompt} or {@code input}, whichever comes first.
 */
public final class PromptPrefix {

  private static final byte[][] PROMPTS = {bytes("messages"), bytes("prompt"), bytes("input")};

  /** A prompt that begins later is not looked for. */
  private static final int MAX_SCAN = 64 * 1024;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final Buffer body;
  private final int end;
  private int at;

  private PromptPrefix(Buffer body) {
    this.body = body;
    this.end = Math.min(body.length(), MAX_SCAN);
  }

  /**
   * Hashes the beginning of the prompt.
   *
   * @param body JSON, already found to be so
   * @param bytes how many
   * @return never 0 if there is a prompt of so many bytes; 0 if there is none
   */
  public static long hash(Buffer body, int bytes) {
    int from = new PromptPrefix(body).find();
    if (from < 0 || from + bytes > body.length()) {
      return 0;
    }
    long hash = FNV_OFFSET;
    for (int i = from; i < from + bytes; i++) {
      hash = (hash ^ (body.getByte(i) & 0xFF)) * FNV_PRIME;
    }
    return hash == 0 ? 1 : hash;
  }

  /** Offset of the prompt's value; -1 if there is none. */
  private int find() {
    int depth = 0;
    while (at < end) {
      byte b = body.getByte(at++);
      if (b == '"') {
        int from = at;
        skipString();
        if (depth == 1 && isPrompt(from, at - 1) && colonFollows()) {
          return at;
        }
      } else if (b == '{' || b == '[') {
        depth++;
      } else if (b == '}' || b == ']') {
        depth--;
      }
    }
    return -1;
  }

  private void skipString() {
    while (at < end) {
      byte b = body.getByte(at++);
      if (b == '"') {
        return;
      }
      if (b == '\\') {
        at++;
      }
    }
  }

  private boolean isPrompt(int from, int to) {
    for (byte[] name : PROMPTS) {
      if (to - from == name.length && matches(from, name)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(int from, byte[] name) {
    for (int i = 0; i < name.length; i++) {
      if (body.getByte(from + i) != name[i]) {
        return false;
      }
    }
    return true;
  }

  /** Steps over a colon and the white space around it. */
  private boolean colonFollows() {
    skipSpace();
    if (at >= end || body.getByte(at) != ':') {
      return false;
    }
    at++;
    skipSpace();
    return true;
  }

  private void skipSpace() {
    while (at < end && body.getByte(at) <= ' ') {
      at++;
    }
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
