package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.binding.KeptResponse;
import eu.bailiwick.routing.decision.Decided;
import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.openai.Reach;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which lawful endpoints can serve a request: those that offer its surface, and for a response that
 * one keeps, that one. Takes away from a decision's permits and never adds.
 *
 * @param permits what is left
 * @param refusal why nothing is left; null if something is
 */
record Candidates(List<Permit> permits, @Nullable ApiError refusal) {

  /** What is left of a permitting decision. */
  static Candidates of(Asked asked, Decided decided, Reading reading) {
    List<Permit> permits = decided.permits();
    permits.removeIf(permit -> !asked.surface().isOfferedBy(permit.destination().endpoint()));
    if (permits.isEmpty()) {
      return refused(
          ErrorCode.UNSUPPORTED_SURFACE,
          "No endpoint that may lawfully serve this request offers " + asked.surface().path() + ".",
          null);
    }
    Optional<ApiError> reaching =
        Optional.ofNullable(reading.head().reach())
            .flatMap(r -> reaching(r, decided.allowsRemoteMedia()));
    if (reaching.isPresent()) {
      return new Candidates(List.of(), reaching.get());
    }
    KeptResponse kept = reading.kept();
    return kept == null ? new Candidates(permits, null) : keeper(asked, decided, kept, permits);
  }

  private static Candidates keeper(
      Asked asked, Decided decided, KeptResponse kept, List<Permit> permits) {
    List<Permit> keeper =
        permits.stream()
            .filter(permit -> permit.destination().endpoint().id().equals(kept.endpoint()))
            .filter(permit -> lawfulAsMade(asked, decided, kept))
            .toList();
    return keeper.isEmpty()
        ? refused(
            ErrorCode.NO_LAWFUL_ENDPOINT,
            "The endpoint that keeps this response may not serve this request, and no other has it.",
            null)
        : new Candidates(keeper, null);
  }

  /** Whether the keeper is lawful for the data class that the response was made in. */
  private static boolean lawfulAsMade(Asked asked, Decided decided, KeptResponse kept) {
    return kept.dataClass().equals(decided.eligibility().dataClass())
        || decided
            .serving()
            .decide(asked.in(kept.dataClass()).descriptor(kept.model()), decided.at())
            .contains(kept.endpoint());
  }

  private static Optional<ApiError> reaching(Reach reach, boolean mediaAllowed) {
    return switch (reach.kind()) {
      case TOOLS ->
          Optional.of(
              ApiError.of(
                  ErrorCode.REMOTE_TOOL_NOT_ALLOWED,
                  "A server of tools is not served: the model server would connect to it.",
                  reach.path()));
      case FILE ->
          Optional.of(
              ApiError.of(
                  ErrorCode.REMOTE_MEDIA_NOT_ALLOWED,
                  "Media that the model server would read from elsewhere: send it as a data: URL.",
                  reach.path()));
      case MEDIA ->
          mediaAllowed
              ? Optional.empty()
              : Optional.of(
                  ApiError.of(
                      ErrorCode.REMOTE_MEDIA_NOT_ALLOWED,
                      "The model server would fetch this from elsewhere, which the policies that"
                          + " hold do not allow: send it as a data: URL.",
                      reach.path()));
    };
  }

  private static Candidates refused(ErrorCode code, String message, @Nullable String param) {
    return new Candidates(List.of(), ApiError.of(code, message, param));
  }
}
