package eu.bailiwick.routing.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer as far as it came. Read from the socket itself: an HTTP client that learns of a break
 * may keep to itself what came before.
 *
 * @param headers names in lower case
 * @param ended whether the body ended in good order
 */
record Seen(int status, Map<String, String> headers, String body, boolean ended) {

  String decision() {
    return headers.getOrDefault("bailiwick-decision", "");
  }

  /** Reads until the connection ends. */
  static Seen read(InputStream in) {
    return read(in, () -> {});
  }

  /**
   * The same.
   *
   * @param atEvent called once, when the first event of a stream has come
   */
  static Seen read(InputStream in, Runnable atEvent) {
    String all = all(in, atEvent);
    int end = Math.max(0, all.indexOf("\r\n\r\n"));
    String[] head = all.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < head.length; i++) {
      String[] header = head[i].split(":", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1].strip());
    }
    String rest = all.substring(Math.min(all.length(), end + 4));
    int status = end == 0 ? 0 : Integer.parseInt(head[0].split(" ", 3)[1]);
    return headers.containsKey("transfer-encoding")
        ? chunked(status, headers, rest)
        : new Seen(
            status,
            headers,
            utf8(rest),
            Integer.toString(rest.length()).equals(headers.get("content-length")));
  }

  private static Seen chunked(int status, Map<String, String> headers, String rest) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    boolean ended = false;
    for (int line = rest.indexOf("\r\n"); line >= 0 && !ended; line = rest.indexOf("\r\n", at)) {
      int size = Integer.parseInt(rest.substring(at, line), 16);
      body.append(rest, line + 2, Math.min(rest.length(), line + 2 + size));
      at = Math.min(rest.length(), line + 2 + size + 2);
      ended = size == 0;
    }
    return new Seen(status, headers, utf8(body.toString()), ended);
  }

  /** One character for each byte. */
  private static String all(InputStream in, Runnable atEvent) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean told = false;
    byte[] buffer = new byte[64 * 1024];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
        if (!told && bytes.toString(StandardCharsets.ISO_8859_1).contains("data: ")) {
          told = true;
          atEvent.run();
        }
      }
    } catch (IOException e) {
      // reset: that is how far it came
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
