package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.catalogue.CurrentCatalogue;
import eu.bailiwick.routing.decision.RecentDecisions;
import eu.bailiwick.routing.decision.RequestIds;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.openai.Surface;
import eu.bailiwick.routing.selection.LeastOutstanding;
import eu.bailiwick.routing.selection.Outstanding;
import eu.bailiwick.routing.telemetry.Telemetry;
import eu.bailiwick.routing.upstream.UpstreamClient;
import eu.bailiwick.routing.upstream.UpstreamTimeouts;
import eu.bailiwick.routing.usage.UsageRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.Vertx;
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
import java.util.List;
import java.util.Set;

/** The composition root of the request path, and its routes. */
@Singleton
final class Gateway {

  /**
   * Before the framework's own limit of bodies, whose refusal would be neither recorded nor JSON.
   */
  private static final int ORDER = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1;

  private static final String MODELS = "/v1/models";

  /** Inference by other surfaces, so that a caller learns that it is no typing error. */
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "assistants",
          "audio",
          "batches",
          "completions",
          "conversations",
          "files",
          "fine_tuning",
          "images",
          "messages",
          "moderations",
          "ranking",
          "realtime",
          "rerank",
          "responses",
          "threads",
          "uploads",
          "vector_stores",
          "videos");

  private final Admission admission;
  private final Dispatching dispatching;
  private final Models models;
  private final Refusals refusals;
  private final Telemetry telemetry;

  @Inject
  Gateway(
      Vertx vertx,
      GatewaySettings settings,
      CurrentCatalogue catalogue,
      RecentDecisions recent,
      RequestIds ids,
      UsageRecorder recorder,
      MeterRegistry registry,
      Telemetry telemetry,
      Clock clock) {
    settings.check();
    this.telemetry = telemetry;
    Outstanding outstanding = new Outstanding();
    GatewayMetrics metrics = new GatewayMetrics(registry, outstanding);
    Audit audit = new Audit(telemetry.metered(recorder));
    this.refusals = new Refusals(audit, metrics, telemetry);
    this.admission =
        new Admission(
            catalogue,
            ids,
            recent,
            refusals,
            telemetry,
            settings.maxBodySize().asLongValue(),
            clock);
    this.dispatching =
        new Dispatching(
            catalogue,
            new LeastOutstanding(outstanding),
            outstanding,
            new UpstreamClient(
                vertx,
                new UpstreamTimeouts(
                    settings.connectTimeout(), settings.responseTimeout(), settings.stallTimeout()),
                settings.maxConnections()),
            new RetryPolicy(),
            audit,
            refusals,
            metrics,
            List.of((admitted, outcome, usage) -> admitted.asked().sight().ended(outcome)));
    this.models = new Models(catalogue, refusals, clock);
  }

  void routes(@Observes Router router) {
    for (Surface surface : Surface.values()) {
      router
          .post(surface.path())
          .order(ORDER)
          .handler(context -> serve(surface, context.request()));
    }
    router.get(MODELS).order(ORDER).handler(this::models);
    router.get(MODELS + "/*").order(ORDER).handler(this::model);
    router.route("/v1").order(ORDER).handler(this::unknown);
    router.route("/v1/*").order(ORDER).handler(this::unknown);
  }

  void stop(@Observes ShutdownEvent event) {
    dispatching.upstream().close();
  }

  private void serve(Surface surface, HttpServerRequest request) {
    admission.admit(surface, request, admitted -> new Exchange(dispatching, admitted).start());
  }

  private void models(RoutingContext context) {
    models.list(context.request());
    listed(context.request());
  }

  private void model(RoutingContext context) {
    models.one(context.request(), decoded(context.normalizedPath().substring(MODELS.length() + 1)));
    listed(context.request());
  }

  /** A refusal is logged where it is made. */
  private void listed(HttpServerRequest request) {
    if (request.response().getStatusCode() == 200) {
      telemetry.unattributed(request, MODELS, null);
    }
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
    request.resume();
    String path = context.normalizedPath();
    if (isServed(path)) {
      request.response().putHeader("Allow", path.startsWith(MODELS) ? "GET" : "POST");
      refusals.refuseUnknown(
          request, ErrorCode.METHOD_NOT_ALLOWED, request.method() + " is not served here.");
    } else if (HttpMethod.POST.equals(request.method()) && isUnsupported(path)) {
      refusals.refuseUnknown(
          request, ErrorCode.UNSUPPORTED_SURFACE, path + " is not served by this router.");
    } else {
      refusals.refuseUnknown(request, ErrorCode.UNKNOWN_URL, "There is nothing at " + path + ".");
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
