package eu.bailiwick.registry.imports;

import eu.bailiwick.registry.imports.ImportAnswer.ImportedDocument;
import eu.bailiwick.registry.imports.ImportAnswer.Missing;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a document for the catalogue of what is known, and names what is not. */
final class Draft {

  private final Asked asked;
  private final Described described;
  private final String source;
  private final List<Missing> missing = new ArrayList<>();

  private Draft(Asked asked, Described described, String source) {
    this.asked = asked;
    this.described = described;
    this.source = source;
  }

  /**
   * Makes the answer.
   *
   * @param source SHA-256 of the document, {@code sha256:…}
   * @param stored the model as the catalogue holds it
   * @throws eu.bailiwick.registry.http.RefusedException with 400 if the parameters do not fit the
   *     document
   */
  static ImportAnswer answer(
      Asked asked, Described described, String source, Optional<Model> stored) {
    Draft draft = new Draft(asked, described, source);
    List<Model> models = stored.map(draft::completed).orElseGet(draft::created);
    return draft.answer(models);
  }

  private ImportAnswer answer(List<Model> models) {
    List<Profile> profiles = new ArrayList<>();
    List<ModelVersion> versions = new ArrayList<>();
    for (Profile profile : selected()) {
      ModelVersion version = version(profile, "profiles[" + profiles.size() + "]");
      profiles.add(version == null ? profile : profile.inVersion(version.id()));
      if (version != null) {
        versions.add(version);
      }
    }
    if (profiles.isEmpty()) {
      missing("profiles", "the document names none; name one with profile");
    }
    return new ImportAnswer(
        source,
        new ImportedDocument(models, List.copyOf(versions)),
        List.copyOf(profiles),
        described.model(),
        List.copyOf(missing));
  }

  private List<Profile> selected() {
    List<Profile> all = described.profiles();
    Set<String> unknown = new LinkedHashSet<>(asked.profiles());
    unknown.removeAll(all.stream().map(Profile::id).collect(Collectors.toSet()));
    if (!unknown.isEmpty()) {
      throw Asked.refused("profile: the document has no " + unknown);
    }
    if (asked.weightsDigest() != null && asked.profiles().isEmpty() && all.size() > 1) {
      throw Asked.refused(
          "weightsDigest: the document has "
              + all.size()
              + " profiles and they may differ in weights; name with profile those that have"
              + " these");
    }
    return asked.profiles().isEmpty()
        ? all
        : all.stream().filter(profile -> asked.profiles().contains(profile.id())).toList();
  }

  private @Nullable ModelVersion version(Profile profile, String path) {
    String image = asked.imageDigest();
    String weights = asked.weightsDigest();
    if (image == null) {
      missing(path + ".imageDigest", "a " + described.format() + " has none; give imageDigest");
    }
    if (weights == null) {
      missing(path + ".weightsDigest", "a " + described.format() + " has none; give weightsDigest");
    }
    if (image == null || weights == null) {
      return null;
    }
    return new ModelVersion(
        VersionId.of(asked.version(), image, weights, profile.id()),
        asked.model(),
        image,
        weights,
        profile.id(),
        asked.tag() == null ? ImageTag.of(profile.image()) : asked.tag());
  }

  /** A model that the catalogue does not hold. */
  private List<Model> created() {
    if (asked.operations().isEmpty()) {
      missing(
          "models[0].operations",
          "\"" + asked.model() + "\" is not in the catalogue yet; give operation, and name");
      return List.of();
    }
    return List.of(
        new Model(asked.model(), name(), null, licence().orElse(null), null, asked.operations()));
  }

  /** A model that the catalogue holds keeps what it has; only a licence that it lacks is added. */
  private List<Model> completed(Model stored) {
    if (stored.licence() != null) {
      return List.of();
    }
    return licence()
        .map(
            licence ->
                List.of(
                    new Model(
                        stored.id(),
                        stored.name(),
                        stored.publisher(),
                        licence,
                        stored.origin(),
                        stored.operations())))
        .orElse(List.of());
  }

  /** A name is for people and nothing is decided by it, so the id does as well. */
  private String name() {
    ModelFacts facts = described.model();
    String title = facts == null ? null : facts.title();
    if (asked.name() != null) {
      return asked.name();
    }
    return title == null || title.isBlank() ? asked.model() : title;
  }

  private Optional<Fact<String>> licence() {
    ModelFacts facts = described.model();
    List<String> licences = facts == null ? null : facts.licences();
    if (licences == null || licences.isEmpty()) {
      return Optional.empty();
    }
    if (licences.size() > 1) {
      missing(
          "models[0].licence",
          "the document lists " + licences + " and not whether one or all of them hold");
      return Optional.empty();
    }
    return Optional.of(
        new Fact<>(
            licences.getFirst(), Grade.DECLARED, described.format() + " " + source, null, null));
  }

  private void missing(String path, String message) {
    missing.add(new Missing(path, message));
  }
}
