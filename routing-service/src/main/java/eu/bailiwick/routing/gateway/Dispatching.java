package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.catalogue.CurrentCatalogue;
import eu.bailiwick.routing.selection.Outstanding;
import eu.bailiwick.routing.selection.Preference;
import eu.bailiwick.routing.upstream.UpstreamClient;
import java.util.List;

/**
 * What every exchange uses.
 *
 * @param catalogue what is served by now
 * @param preference which of the lawful endpoints to use
 * @param outstanding attempts that are under way
 * @param upstream the way to the endpoints
 * @param usageRefusals which endpoints refuse to be asked for the usage of streams
 * @param retries what follows a failed attempt
 * @param audit where attempts are recorded
 * @param refusals how a request is refused that cannot be served
 * @param metrics what operators see
 * @param observers who learns of the end of every request, in this order
 */
record Dispatching(
    CurrentCatalogue catalogue,
    Preference preference,
    Outstanding outstanding,
    UpstreamClient upstream,
    UsageRefusals usageRefusals,
    RetryPolicy retries,
    Audit audit,
    Refusals refusals,
    GatewayMetrics metrics,
    List<ExchangeObserver> observers) {}
