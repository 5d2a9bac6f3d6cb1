package eu.bailiwick.registry.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document says.
 *
 * @param format of the document, for people
 * @param profiles each with another id
 * @param model null if the format does not describe models
 */
record Described(String format, List<Profile> profiles, @Nullable ModelFacts model) {}
