/**
 * Documents of others about models, turned into a document for the catalogue: NIM metadata, NIM
 * model manifests, ModelPack configs. Nothing is applied here; the answer goes through {@code
 * catalogue:apply} like everything else. What a document does not say is left out and named, never
 * guessed. Blocks when a document is fetched; call it on virtual threads.
 */
@NullMarked
package eu.bailiwick.registry.imports;

import org.jspecify.annotations.NullMarked;
