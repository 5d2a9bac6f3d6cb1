package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.document.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/** The sample catalogue of European sites. */
final class EuropeanSites {

  static final Instant AT = Instant.parse("2026-11-25T00:00:00Z");

  private static final String RESOURCE = "/samples/european-sites.yaml";

  private EuropeanSites() {}

  static String yaml() {
    try (InputStream in = open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Reading reading() {
    try (InputStream in = open()) {
      return Reading.document(new DocumentParser(1 << 20).parse(in, Format.YAML));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty registry into which the sample was loaded. */
  static CatalogueState state() {
    Reading reading = reading();
    Soundness.check(reading, CatalogueState.empty(), AT);
    return CatalogueState.empty().with(1, reading.upserts());
  }

  private static InputStream open() {
    return Objects.requireNonNull(EuropeanSites.class.getResourceAsStream(RESOURCE), RESOURCE);
  }
}
