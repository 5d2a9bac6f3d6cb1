package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.catalogue.Caller;
import eu.bailiwick.routing.catalogue.CurrentCatalogue;
import eu.bailiwick.routing.catalogue.Serving;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.openai.ModelList;
import eu.bailiwick.routing.telemetry.Telemetry;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** {@code /v1/models}: what the caller could lawfully reach now, and nothing else. */
final class Models {

  private final CurrentCatalogue catalogue;

  /** The path below which models are. */
  static final String PATH = "/v1/models";

  private final Refusals refusals;
  private final Telemetry telemetry;
  private final Clock clock;

  Models(CurrentCatalogue catalogue, Refusals refusals, Telemetry telemetry, Clock clock) {
    this.catalogue = catalogue;
    this.refusals = refusals;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /** Who asks, of which snapshot, narrowed how, when. */
  private record Question(Serving serving, Caller caller, Narrowing narrowing, Instant at) {

    boolean reaches(Model model) {
      return model.operations().stream()
          .map(
              operation ->
                  new RequestDescriptor(
                      caller.tenant().id(),
                      caller.application().id(),
                      narrowing.dataClass(),
                      model.id(),
                      operation,
                      narrowing.within()))
          .anyMatch(descriptor -> serving.decide(descriptor, serving.decisive(at)).permitted());
    }
  }

  void list(HttpServerRequest request) {
    question(request)
        .ifPresent(
            question ->
                answer(
                    request,
                    question,
                    ModelList.list(
                        question.serving().snapshot().catalogue().models().stream()
                            .filter(question::reaches)
                            .map(Models::entry)
                            .toList())));
  }

  /**
   * @param id as the path has it, decoded
   */
  void one(HttpServerRequest request, String id) {
    question(request)
        .ifPresent(
            question ->
                question.serving().snapshot().catalogue().models().stream()
                    .filter(model -> model.id().equals(id) && question.reaches(model))
                    .findFirst()
                    .ifPresentOrElse(
                        model -> answer(request, question, ModelList.one(entry(model))),
                        () ->
                            refusals.refuseUnknown(
                                request,
                                ErrorCode.MODEL_NOT_FOUND,
                                "There is no such model that this key could lawfully reach.")));
  }

  private void answer(HttpServerRequest request, Question question, Buffer body) {
    Responses.json(request.response(), body);
    telemetry.answered(request, PATH, question.caller());
  }

  /** What is asked; empty if it was refused. */
  private Optional<Question> question(HttpServerRequest request) {
    Instant at = clock.instant();
    Optional<Serving> serving = catalogue.serving().filter(s -> s.snapshot().isValidAt(at));
    if (serving.isEmpty()) {
      refusals.refuseUnknown(
          request, ErrorCode.CATALOGUE_EXPIRED, "The router has no catalogue in validity.");
      return Optional.empty();
    }
    Optional<Caller> caller =
        Authentication.caller(request, serving.get()).filter(c -> c.key().opensAt(at));
    if (caller.isEmpty()) {
      refusals.refuseUnknown(request, ErrorCode.INVALID_API_KEY, "No such API key.");
    }
    return caller.map(c -> new Question(serving.get(), c, Narrowing.of(request.headers()), at));
  }

  private static ModelList.Entry entry(Model model) {
    return new ModelList.Entry(model.id(), model.publisher());
  }
}
