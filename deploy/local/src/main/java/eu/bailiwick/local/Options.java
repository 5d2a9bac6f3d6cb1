package eu.bailiwick.local;

import eu.bailiwick.local.platform.Ports;
import eu.bailiwick.local.platform.StartException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param help whether only the help is wanted
 * @param empty whether the registry begins with nothing
 * @param record whether a first start makes later ones faster, at its own expense
 * @param keep folder for data that outlives the run; null for a temporary one
 * @param portBase first port
 * @param readyFile file to write once all is ready; null for none
 * @param upstreams the user's own servers by the name of the model
 */
record Options(
    boolean help,
    boolean empty,
    boolean record,
    @Nullable Path keep,
    int portBase,
    @Nullable Path readyFile,
    Map<String, URI> upstreams) {

  /** Copies {@code upstreams}. */
  Options {
    upstreams = Map.copyOf(upstreams);
  }

  /**
   * @throws StartException if something is not understood
   */
  static Options parse(List<String> arguments) throws StartException {
    Deque<String> rest = new ArrayDeque<>(arguments);
    boolean help = false;
    boolean empty = false;
    boolean record = true;
    Path keep = null;
    int portBase = Ports.DEFAULT_BASE;
    Path readyFile = null;
    Map<String, URI> upstreams = new LinkedHashMap<>();
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (equals >= 0) {
        rest.push(argument.substring(equals + 1));
      }
      switch (name) {
        case "--help", "-h" -> help = true;
        case "--empty" -> empty = true;
        case "--no-recording" -> record = false;
        case "--keep" -> keep = Path.of(value(name, rest));
        case "--port-base" -> portBase = number(name, value(name, rest));
        case "--ready-file" -> readyFile = Path.of(value(name, rest));
        case "--upstream" -> addUpstream(value(name, rest), upstreams);
        default -> throw new StartException("Unknown option " + name + ".\n\n" + helpText());
      }
    }
    return new Options(help, empty, record, keep, portBase, readyFile, upstreams);
  }

  private static String value(String name, Deque<String> rest) throws StartException {
    if (rest.isEmpty() || rest.peek().isEmpty()) {
      throw new StartException(name + " needs a value.\n\n" + helpText());
    }
    return rest.pop();
  }

  private static int number(String name, String value) throws StartException {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new StartException(name + " " + value + ": a number is needed.");
    }
  }

  private static void addUpstream(String value, Map<String, URI> upstreams) throws StartException {
    int equals = value.indexOf('=');
    if (equals > 0 && value.substring(equals + 1).matches("https?://[^/ ]+[^ ]*")) {
      upstreams.put(value.substring(0, equals), URI.create(value.substring(equals + 1)));
      return;
    }
    throw new StartException(
        "--upstream "
            + value
            + ": NAME=URL is needed, such as scripted-chat=http://127.0.0.1:8000.");
  }

  /** The text that {@code ./bailiwick up --help} prints, without a line break at its end. */
  static String helpText() {
    try (InputStream in =
        Objects.requireNonNull(Options.class.getResourceAsStream("options.txt"), "options.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
