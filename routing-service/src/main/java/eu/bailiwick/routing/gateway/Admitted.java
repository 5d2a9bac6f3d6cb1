package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.decision.Decided;
import eu.bailiwick.routing.openai.RequestHead;
import eu.bailiwick.routing.usage.RequestFacts;
import io.vertx.core.buffer.Buffer;

/**
 * A request that may be served.
 *
 * @param asked the request
 * @param body its whole body
 * @param head what was read of the body
 * @param decided the permitting decision
 */
record Admitted(Asked asked, Buffer body, RequestHead head, Decided decided) {

  RequestFacts facts() {
    return asked.facts(head, body.length());
  }
}
