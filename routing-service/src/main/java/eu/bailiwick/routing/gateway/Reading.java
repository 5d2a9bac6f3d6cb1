package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.binding.KeptResponse;
import eu.bailiwick.routing.binding.ResponseIds;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.openai.InvalidRequestException;
import eu.bailiwick.routing.openai.RequestHead;
import eu.bailiwick.routing.openai.RequestHeadReader;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks.
 *
 * @param head what was read of its body, or of what stands for one
 * @param kept the response that it asks for or goes on from; null if there is none
 */
record Reading(RequestHead head, @Nullable KeptResponse kept) {

  /**
   * Reads a request.
   *
   * @throws InvalidRequestException if its body cannot be read, or names a response that was not
   *     made for its tenant or by another model
   */
  static Reading of(Asked asked, Buffer body, ResponseIds ids) throws InvalidRequestException {
    String tenant = asked.caller().tenant().id();
    if (asked.byId() != null) {
      KeptResponse kept = kept(ids, tenant, asked.byId().id(), null);
      return new Reading(RequestHead.withoutBody(kept.model(), streams(asked)), kept);
    }
    RequestHead head = RequestHeadReader.read(asked.surface(), body.getBytes());
    RequestHead.Text previous = head.previousResponse();
    if (previous == null) {
      return new Reading(head, null);
    }
    KeptResponse kept = kept(ids, tenant, previous.value(), "previous_response_id");
    if (!kept.model().equals(head.model())) {
      throw new InvalidRequestException(
          ApiError.of(
              ErrorCode.RESPONSE_OF_OTHER_MODEL,
              "The previous response was made by another model, whose servers keep it.",
              "previous_response_id"));
    }
    return new Reading(head, kept);
  }

  private static KeptResponse kept(
      ResponseIds ids, String tenant, String id, @Nullable String param)
      throws InvalidRequestException {
    return ids.read(tenant, id)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    ApiError.of(
                        ErrorCode.RESPONSE_NOT_FOUND,
                        "There is no such response that was made for this tenant.",
                        param)));
  }

  private static boolean streams(Asked asked) {
    return "true".equals(asked.http().getParam("stream"));
  }
}
