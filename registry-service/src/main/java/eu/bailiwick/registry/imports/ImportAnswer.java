package eu.bailiwick.registry.imports;

import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What came of an import. Nothing has been applied.
 *
 * @param source SHA-256 of the bytes that were read, {@code sha256:…}
 * @param document for {@code catalogue:apply}: everything that is known well enough
 * @param profiles all that were asked for, those without a version in the document too
 * @param described what the source says of the model; null if its format does not
 * @param missing what has to be known before the rest can go into the document
 */
record ImportAnswer(
    String source,
    ImportedDocument document,
    List<Profile> profiles,
    @Nullable ModelFacts described,
    List<Missing> missing) {

  /**
   * A document for {@code catalogue:apply}.
   *
   * @param models the model, if the catalogue does not hold it, or not its licence
   */
  record ImportedDocument(List<Model> models, List<ModelVersion> versions) {}

  /**
   * Something that is not known.
   *
   * @param path of the field, as in {@code profiles[2].weightsDigest}
   * @param message why, and what to do about it
   */
  @Schema(name = "MissingFact")
  record Missing(String path, String message) {}
}
