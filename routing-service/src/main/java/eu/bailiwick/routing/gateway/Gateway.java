package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.arrival.ArrivalSettings;
import eu.bailiwick.routing.binding.ResponseIds;
import eu.bailiwick.routing.catalogue.CurrentCatalogue;
import eu.bailiwick.routing.decision.RecentDecisions;
import eu.bailiwick.routing.decision.RequestIds;
import eu.bailiwick.routing.drain.Drain;
import eu.bailiwick.routing.health.EndpointHealth;
import eu.bailiwick.routing.limits.Estimate;
import eu.bailiwick.routing.limits.Limiter;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.openai.Surface;
import eu.bailiwick.routing.selection.SelectionSettings;
import eu.bailiwick.routing.selection.Selector;
import eu.bailiwick.routing.telemetry.Telemetry;
import eu.bailiwick.routing.upstream.UpstreamClient;
import eu.bailiwick.routing.usage.UsageRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The composition root of the request path, and its routes. */
@Singleton
final class Gateway {

  /**
   * Before the framework's own limit of bodies, whose refusal would be neither recorded nor JSON,
   * and before its filters for tokens, which are of no use here.
   */
  private static final int ORDER = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1_000;

  private static final String MODELS = Models.PATH;
  private static final String RESPONSE = Surface.RESPONSES.path() + "/:response";
  private static final String ITEMS = "/input_items";
  private static final String CANCEL = "/cancel";

  /** For those who ask for something else. */
  private static final String SERVED =
      Stream.concat(Arrays.stream(Surface.values()).map(Surface::path), Stream.of(MODELS))
          .sorted()
          .collect(Collectors.joining(", ", "Served are ", "."));

  /** Inference by other surfaces, so that a caller learns that it is no typing error. */
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "assistants",
          "audio",
          "batches",
          "conversations",
          "files",
          "fine_tuning",
          "images",
          "messages",
          "moderations",
          "realtime",
          "responses",
          "threads",
          "uploads",
          "vector_stores",
          "videos");

  private final Admission admission;
  private final Limiting limiting;
  private final Dispatching dispatching;
  private final Models models;
  private final Telemetry telemetry;
  private final Patience patience;

  @Inject
  Gateway(
      GatewaySettings settings,
      ArrivalSettings arrival,
      SelectionSettings selection,
      Selector selector,
      CurrentCatalogue catalogue,
      RecentDecisions recent,
      RequestIds ids,
      UpstreamClient upstream,
      EndpointHealth health,
      RetryPolicy retries,
      Drain drain,
      ResponseIds responseIds,
      Limiter limiter,
      Estimate estimate,
      UsageRecorder recorder,
      MeterRegistry registry,
      Telemetry telemetry,
      Clock clock) {
    settings.check();
    arrival.check();
    this.telemetry = telemetry;
    this.patience =
        new Patience(
            longest(
                longest(settings.responseTimeout(), settings.firstTokenTimeout()),
                settings.stallTimeout()));
    GatewayMetrics metrics = new GatewayMetrics(registry, selector);
    Audit audit = new Audit(telemetry.metered(recorder));
    Refusals refusals = new Refusals(audit, metrics, telemetry, drain);
    Bodies bodies =
        new Bodies(drain, settings.maxBodySize().asLongValue(), arrival.bodyTimeout().toMillis());
    this.limiting = new Limiting(limiter, estimate, refusals);
    this.admission =
        new Admission(catalogue, ids, recent, responseIds, refusals, telemetry, bodies, clock);
    this.dispatching =
        new Dispatching(
            catalogue,
            new RequestTraits(selection.prefixBytes()),
            selector,
            selection.queueTimeout().toMillis(),
            health,
            upstream,
            new UsageRefusals(),
            retries,
            drain,
            audit,
            refusals,
            metrics,
            List.of(
                limiting, (admitted, outcome, usage) -> admitted.asked().sight().ended(outcome)));
    this.models = new Models(catalogue, refusals, telemetry, clock);
  }

  /** The upstream's timeouts are to strike first. */
  private static Duration longest(Duration one, Duration other) {
    return (one.compareTo(other) > 0 ? one : other).plusMinutes(1);
  }

  void routes(@Observes Router router) {
    for (Surface surface : Surface.values()) {
      router
          .post(surface.path())
          .order(ORDER)
          .handler(context -> serve(surface, null, context.request()));
    }
    router.get(RESPONSE).order(ORDER).handler(context -> byId(context, ""));
    router.delete(RESPONSE).order(ORDER).handler(context -> byId(context, ""));
    router.get(RESPONSE + ITEMS).order(ORDER).handler(context -> byId(context, ITEMS));
    router.post(RESPONSE + CANCEL).order(ORDER).handler(context -> byId(context, CANCEL));
    router.get(MODELS).order(ORDER).handler(context -> models.list(context.request()));
    router.get(MODELS + "/*").order(ORDER).handler(this::model);
    router.route("/v1").order(ORDER).handler(this::unknown);
    router.route("/v1/*").order(ORDER).handler(this::unknown);
  }

  void stop(@Observes ShutdownEvent event) {
    dispatching.upstream().close();
  }

  private void byId(RoutingContext context, String rest) {
    HttpServerRequest request = context.request();
    serve(
        Surface.RESPONSES,
        new ById(request.method(), context.pathParam("response"), rest),
        request);
  }

  private void serve(Surface surface, @Nullable ById byId, HttpServerRequest request) {
    patience.asked(request.connection());
    if (Framing.isAmbiguous(request)) {
      Responses.errorAndClose(
          request,
          ApiError.of(ErrorCode.INVALID_HEADER, "Transfer-Encoding is not chunked alone."),
          0);
      telemetry.unattributed(request, surface.path(), ErrorCode.INVALID_HEADER.code());
      return;
    }
    if (dispatching.drain().begun()) {
      admission.turnAway(surface, request);
      return;
    }
    admission.admit(surface, byId, request, permitted -> limiting.admit(permitted, this::exchange));
  }

  private void exchange(Admitted admitted) {
    new Exchange(dispatching, admitted).start();
  }

  private void model(RoutingContext context) {
    models.one(context.request(), decoded(context.normalizedPath().substring(MODELS.length() + 1)));
  }

  /** Ids contain slashes, which clients may or may not escape. */
  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  private void unknown(RoutingContext context) {
    HttpServerRequest request = context.request();
    String path = context.normalizedPath();
    if (isServed(path)) {
      String allowed = path.startsWith(MODELS) ? "GET" : "POST";
      request.response().putHeader("Allow", allowed);
      admission.refuse(
          request,
          ErrorCode.METHOD_NOT_ALLOWED,
          request.method() + " is not served here; " + allowed + " is.");
    } else if (HttpMethod.POST.equals(request.method()) && isUnsupported(path)) {
      admission.refuse(
          request,
          ErrorCode.UNSUPPORTED_SURFACE,
          path + " is not served by this router. " + SERVED);
    } else {
      admission.refuse(
          request, ErrorCode.UNKNOWN_URL, "There is nothing at " + path + ". " + SERVED);
    }
  }

  private static boolean isServed(String path) {
    for (Surface surface : Surface.values()) {
      if (surface.path().equals(path)) {
        return true;
      }
    }
    return path.equals(MODELS) || path.startsWith(MODELS + "/");
  }

  private static boolean isUnsupported(String path) {
    String[] parts = path.split("/", 4);
    return parts.length > 2 && UNSUPPORTED.contains(parts[2]);
  }
}
