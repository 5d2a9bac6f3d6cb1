package eu.bailiwick.registry.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The importer with a source that is allowed; the running service's settings allow none. */
@RegistryTest
class FetchedMetadataTest {

  private static final int MAX = 1 << 20;
  private static final Asked ASKED =
      Asked.of(
          new ImportQuery(
              "example/fetched", null, List.of("CHAT"), List.of(), null, null, null, null));

  private static LoopbackSource source;

  @Inject CatalogueStore catalogue;

  @BeforeAll
  static void start(@TempDir Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    source = LoopbackSource.start(directory);
    source.answer("/known", 200, "{\"profiles\": [{\"profile_id\": \"p1\", \"gpu\": \"H100\"}]}");
    source.answer("/unknown", 404, "{\"requestStatus\": {\"statusCode\": \"NOT_FOUND\"}}");
    source.answer("/wrong", 400, "{\"requestStatus\": {\"statusCode\": \"INVALID_REQUEST\"}}");
    source.answer("/broken", 503, "<html>");
    source.answer("/page", 200, "<html>");
  }

  @AfterAll
  static void stop() {
    source.close();
  }

  @Test
  void fetchedMetadataIsReadLikeAnyOther() {
    ImportAnswer answer = importer().fetchedNimMetadata(source.url("/known"), ASKED);

    assertThat(answer.profiles()).extracting(Profile::id).containsExactly("p1");
    assertThat(answer.document().models()).hasSize(1);
    assertThat(answer.missing()).hasSize(2);
  }

  @Test
  void anImageWithoutMetadataIsNotFound() {
    refused("/unknown", ErrorCode.NOT_FOUND, "no metadata");
  }

  @Test
  void theSourcesErrorIsSaid() {
    refused("/wrong", ErrorCode.SOURCE_FAILED, "answered 400, INVALID_REQUEST");
    refused("/broken", ErrorCode.SOURCE_FAILED, "answered 503");
    refused("/page", ErrorCode.MALFORMED_DOCUMENT, "line 1");
  }

  private void refused(String path, ErrorCode code, String message) {
    assertThatThrownBy(() -> importer().fetchedNimMetadata(source.url(path), ASKED))
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private Importer importer() {
    return new Importer(
        new DocumentParser(MAX),
        new RemoteDocuments(
            LoopbackSource.settings(Duration.ofSeconds(30), source.address()), MAX, source.tls()),
        catalogue);
  }
}
