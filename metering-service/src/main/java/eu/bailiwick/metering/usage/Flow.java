package eu.bailiwick.metering.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's data of one class into one country, through one endpoint.
 *
 * @param bucket when its stretch of time begins, UTC; absent if it was not asked for
 * @param city in which the site stands; absent if no archived snapshot says so
 * @param exposure countries whose authorities can compel somebody in the endpoint's chain, by the
 *     snapshots of the decisions; {@code ZZ} is among them if anything about that was not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Flow(
    @Nullable Instant bucket,
    String tenant,
    String dataClass,
    String country,
    String endpoint,
    String endpointSite,
    @Nullable String city,
    String operator,
    List<String> exposure,
    @JsonUnwrapped Totals totals) {}
