package eu.bailiwick.routing.openai;

import eu.bailiwick.routing.openai.RequestHead.Edit;
import eu.bailiwick.routing.openai.RequestHead.Span;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the body that goes upstream: the caller's bytes but for the few that must change. */
public final class BodyRewriter {

  /**
   * What a server calls what a request names.
   *
   * @param model the model
   * @param previousResponse the response that the request goes on from; null if there is none
   */
  public record ServerNames(String model, @Nullable String previousResponse) {}

  private BodyRewriter() {}

  /**
   * Names the model and the previous response as the server knows them, and may ask a stream for
   * its usage.
   *
   * @param body the caller's bytes; handed on as they are if nothing changes
   * @param head what was read from them
   * @param names what the server calls model and previous response
   * @param askUsage whether a stream is asked for its usage if the caller did not
   */
  public static Buffer rewrite(Buffer body, RequestHead head, ServerNames names, boolean askUsage) {
    List<Edit> edits = askUsage ? new ArrayList<>(head.usageEdits()) : new ArrayList<>();
    if (head.modelAt() != null && !names.model().equals(head.model())) {
      edits.add(edit(head.modelAt(), names.model()));
    }
    if (head.previousResponse() != null && names.previousResponse() != null) {
      edits.add(edit(head.previousResponse().at(), names.previousResponse()));
    }
    if (edits.isEmpty()) {
      return body;
    }
    edits.sort(Comparator.comparingInt(edit -> edit.at().from()));
    return apply(body, edits);
  }

  private static Edit edit(Span at, String text) {
    return new Edit(at, new String(Json.quoted(text), StandardCharsets.UTF_8));
  }

  private static Buffer apply(Buffer body, List<Edit> edits) {
    Buffer rewritten = Buffer.buffer(body.length() + 128);
    int from = 0;
    for (Edit edit : edits) {
      rewritten.appendBuffer(body, from, edit.at().from() - from);
      rewritten.appendBytes(edit.text().getBytes(StandardCharsets.UTF_8));
      from = edit.at().to();
    }
    return rewritten.appendBuffer(body, from, body.length() - from);
  }
}
