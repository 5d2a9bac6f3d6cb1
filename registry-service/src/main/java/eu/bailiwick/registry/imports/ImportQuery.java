package eu.bailiwick.registry.imports;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What the importer has to be told because documents do not say it; null or empty if absent. */
public record ImportQuery(
    @Nullable
        @QueryParam("model")
        @Parameter(
            description = "Id of the model in the catalogue",
            required = true,
            schema = @Schema(type = SchemaType.STRING))
        String model,
    @Nullable
        @QueryParam("name")
        @Parameter(
            description = "What people call the model; used if the catalogue does not hold it yet")
        String name,
    @QueryParam("operation")
        @Parameter(
            description =
                "CHAT, COMPLETIONS, EMBEDDINGS or RANKING, once for each; used if the catalogue does not hold the model"
                    + " yet")
        List<String> operations,
    @QueryParam("profile")
        @Parameter(
            description =
                "Id of a profile, once for each; all of the document if absent. A ModelPack config"
                    + " has none, so there it says in which profiles the model is served")
        List<String> profiles,
    @Nullable
        @QueryParam("imageDigest")
        @Parameter(description = "Digest of the image index of all profiles, sha256:…")
        String imageDigest,
    @Nullable
        @QueryParam("weightsDigest")
        @Parameter(
            description =
                "Digest of the weights, sha256:…. Profiles may differ in weights: if the document"
                    + " has several, name those that have these")
        String weightsDigest,
    @Nullable
        @QueryParam("tag")
        @Parameter(
            description = "Tag of the image, for people; that of the document's image if absent")
        String tag,
    @Nullable
        @QueryParam("version")
        @Parameter(
            description = "First part of the versions' ids; made from the model's id if absent")
        String version) {}
