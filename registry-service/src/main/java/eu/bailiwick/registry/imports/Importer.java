package eu.bailiwick.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.document.Sha256;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.sovereignty.catalogue.Model;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.security.DigestInputStream;
import java.util.Optional;
import java.util.function.Function;

/** Turns documents of others into documents for the catalogue. */
@Singleton
final class Importer {

  private final DocumentParser parser;
  private final RemoteDocuments remote;
  private final CatalogueStore catalogue;

  Importer(DocumentParser parser, RemoteDocuments remote, CatalogueStore catalogue) {
    this.parser = parser;
    this.remote = remote;
    this.catalogue = catalogue;
  }

  ImportAnswer nimMetadata(InputStream body, Format format, Asked asked) {
    return imported(body, format, asked, NimMetadata::read);
  }

  ImportAnswer nimManifest(InputStream body, Format format, Asked asked) {
    return imported(body, format, asked, NimManifest::read);
  }

  ImportAnswer modelPack(InputStream body, Format format, Asked asked) {
    return imported(body, format, asked, root -> ModelPackConfig.read(root, asked.profiles()));
  }

  /**
   * Imports NIM metadata that stands at {@code url}.
   *
   * @throws RefusedException as {@link RemoteDocuments#get}; with 404 if the source has no metadata
   *     for that tag, which is nothing unusual
   */
  ImportAnswer fetchedNimMetadata(String url, Asked asked) {
    HttpResponse<byte[]> fetched = remote.get(url);
    InputStream body = new ByteArrayInputStream(fetched.body());
    return switch (fetched.statusCode()) {
      case 200 -> nimMetadata(body, Format.JSON, asked);
      case 404 ->
          throw new RefusedException(
              ErrorCode.NOT_FOUND, "the source has no metadata for this image and tag");
      default ->
          throw new RefusedException(
              ErrorCode.SOURCE_FAILED,
              "the source answered "
                  + fetched.statusCode()
                  + error(body).map(e -> ", " + e).orElse(""));
    };
  }

  private ImportAnswer imported(
      InputStream body, Format format, Asked asked, Function<JsonNode, Described> reader) {
    DigestInputStream digested = new DigestInputStream(body, Sha256.start());
    Described described = reader.apply(parser.parse(digested, format));
    String source = Sha256.text(digested.getMessageDigest());
    return Draft.answer(asked, described, source, stored(asked.model()));
  }

  private Optional<Model> stored(String id) {
    return catalogue.current().catalogue().models().stream()
        .filter(model -> model.id().equals(id))
        .findFirst();
  }

  private Optional<String> error(InputStream body) {
    try {
      return NimMetadata.error(parser.parse(body, Format.JSON));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }
}
