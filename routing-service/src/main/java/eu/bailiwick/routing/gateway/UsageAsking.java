package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.openai.RequestHead;
import eu.bailiwick.sovereignty.catalogue.Capability;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Support;
import org.jspecify.annotations.Nullable;

/**
 * Whether the attempts of one request ask for the usage of its stream although the caller did not.
 * One that is known not to take that is not asked; one that refuses such a request gets it once
 * more as the caller put it, and is remembered if it takes that. For one thread.
 */
final class UsageAsking {

  private final boolean addable;
  private final UsageRefusals refusals;

  /** The endpoint that gets the request as the caller put it. */
  private @Nullable Permit plain;

  /** Whether the attempt under way asks for more than the caller did. */
  private boolean added;

  UsageAsking(RequestHead head, UsageRefusals refusals) {
    this.addable = !head.usageEdits().isEmpty();
    this.refusals = refusals;
  }

  /** Whether the attempt that begins asks; called once for each. */
  boolean asks(Permit permit) {
    added = addable && permit != plain && takes(endpoint(permit));
    return added;
  }

  private boolean takes(Endpoint endpoint) {
    return endpoint.support(Capability.STREAM_USAGE) != Support.NO && !refusals.refuses(endpoint);
  }

  /** Whether the attempt may have failed because it asked. */
  boolean mayBeRefusedBy(Permit permit, Failure failure) {
    return added
        && permit != plain
        && failure instanceof Failure.Refused refused
        && (refused.code() == 400 || refused.code() == 422);
  }

  /** The next attempt there does not ask. */
  void askNot(Permit permit) {
    plain = permit;
  }

  /** The endpoint took the request. */
  void accepted(Permit permit) {
    if (permit == plain) {
      refusals.remember(endpoint(permit));
    }
  }

  private static Endpoint endpoint(Permit permit) {
    return permit.destination().endpoint();
  }
}
