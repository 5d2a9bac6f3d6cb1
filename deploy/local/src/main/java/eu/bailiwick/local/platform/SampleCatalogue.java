package eu.bailiwick.local.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sample catalogue: a document with gaps for what differs from run to run. */
final class SampleCatalogue {

  private static final String RESOURCE = "sample-catalogue.yaml";
  private static final Pattern GAP = Pattern.compile("\\$\\{([^}]+)}");

  private SampleCatalogue() {}

  /**
   * The document with its gaps filled.
   *
   * @param values for the names of all gaps
   * @throws IllegalArgumentException if a gap has no value
   */
  static String filled(Map<String, String> values) {
    return GAP.matcher(template())
        .replaceAll(
            gap -> {
              String value = values.get(gap.group(1));
              if (value == null) {
                throw new IllegalArgumentException("no value for " + gap.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }

  private static String template() {
    try (InputStream in =
        Objects.requireNonNull(SampleCatalogue.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
