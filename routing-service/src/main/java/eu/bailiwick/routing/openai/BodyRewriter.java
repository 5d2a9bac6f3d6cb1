package eu.bailiwick.routing.openai;

import eu.bailiwick.routing.openai.RequestHead.Edit;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the body that goes upstream: the caller's bytes but for the few that must change. */
public final class BodyRewriter {

  private BodyRewriter() {}

  /**
   * Names the model as the server knows it and may ask a stream for its usage.
   *
   * @param body the caller's bytes; handed on as they are if nothing changes
   * @param head what was read from them
   * @param servedModel the server's name of the model
   * @param askUsage whether a stream is asked for its usage if the caller did not
   */
  public static Buffer rewrite(
      Buffer body, RequestHead head, String servedModel, boolean askUsage) {
    List<Edit> edits = askUsage ? new ArrayList<>(head.usageEdits()) : new ArrayList<>();
    if (!servedModel.equals(head.model())) {
      edits.add(
          new Edit(head.modelAt(), new String(Json.quoted(servedModel), StandardCharsets.UTF_8)));
    }
    if (edits.isEmpty()) {
      return body;
    }
    edits.sort(Comparator.comparingInt(edit -> edit.at().from()));
    return apply(body, edits);
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
