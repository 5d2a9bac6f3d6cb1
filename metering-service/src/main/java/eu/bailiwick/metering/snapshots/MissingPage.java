package eu.bailiwick.metering.snapshots;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of missing snapshots, in order of digest.
 *
 * @param next for {@code after} of the next page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MissingPage(List<MissingSnapshot> items, @Nullable String next) {}
