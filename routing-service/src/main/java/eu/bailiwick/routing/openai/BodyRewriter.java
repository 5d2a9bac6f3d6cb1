package eu.bailiwick.routing.openai;

import eu.bailiwick.routing.openai.RequestHead.Edit;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the body that goes upstream: the caller's bytes but for the few that must change. */
public final class BodyRewriter {

  private BodyRewriter() {}

  /**
   * Names the model and the previous response as the server knows them, and asks a stream for its
   * usage.
   *
   * @param body the caller's bytes; handed on as they are if nothing changes
   * @param head what was read from them
   * @param servedModel the server's name of the model
   * @param previousResponse the server's id of the previous response; null if there is none
   */
  public static Buffer rewrite(
      Buffer body, RequestHead head, String servedModel, @Nullable String previousResponse) {
    List<Edit> edits = new ArrayList<>(head.usageEdits());
    if (head.modelAt() != null && !servedModel.equals(head.model())) {
      edits.add(new Edit(head.modelAt(), quoted(servedModel)));
    }
    if (head.previousResponse() != null && previousResponse != null) {
      edits.add(new Edit(head.previousResponse().at(), quoted(previousResponse)));
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

  private static String quoted(String text) {
    StringWriter out = new StringWriter();
    try (var json = Json.FACTORY.createGenerator(out)) {
      json.writeString(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
