package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.catalogue.CurrentCatalogue;
import eu.bailiwick.routing.drain.Drain;
import eu.bailiwick.routing.health.EndpointHealth;
import eu.bailiwick.routing.selection.Selector;
import eu.bailiwick.routing.upstream.UpstreamClient;
import java.util.List;

/**
 * What every exchange uses.
 *
 * @param catalogue what is served by now
 * @param traits what of a request matters to the choice of its endpoint
 * @param selector which of the lawful endpoints to use
 * @param queueMillis how long a request waits for an endpoint that is full, in milliseconds
 * @param health learns what became of attempts
 * @param upstream the way to the endpoints
 * @param usageRefusals which endpoints refuse to be asked for the usage of streams
 * @param retries what follows a failed attempt
 * @param drain knows what is under way
 * @param audit where attempts are recorded
 * @param refusals how a request is refused that cannot be served
 * @param metrics what operators see
 * @param observers who learns of the end of every request, in this order
 */
record Dispatching(
    CurrentCatalogue catalogue,
    RequestTraits traits,
    Selector selector,
    long queueMillis,
    EndpointHealth health,
    UpstreamClient upstream,
    UsageRefusals usageRefusals,
    RetryPolicy retries,
    Drain drain,
    Audit audit,
    Refusals refusals,
    GatewayMetrics metrics,
    List<ExchangeObserver> observers) {}
