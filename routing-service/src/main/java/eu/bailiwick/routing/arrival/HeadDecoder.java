package eu.bailiwick.routing.arrival;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server's decoder, which looks at the bytes of each head that it has decoded and at the clock
 * while a request is not whole. Its framing is the one that the server goes by, so no byte can be a
 * head for one of them and a body for the other.
 */
final class HeadDecoder extends VertxHttpRequestDecoder {

  private static final byte LINE_FEED = '\n';
  private static final DecoderResult FOLDED =
      DecoderResult.failure(new IllegalArgumentException("a header goes on in a second line"));
  private static final DecoderResult OTHER_VERSION =
      DecoderResult.failure(new IllegalArgumentException("the version is none of HTTP/1"));

  private final Times times;

  /** Whether what comes next belongs to a head; else to a body. */
  private boolean inHead = true;

  /** Whether something of the next head has come. */
  private boolean headBegun;

  /** Whether the last byte that was looked at ended a line. */
  private boolean lineEnded;

  /** Why the head is refused; null if it is not. */
  private @Nullable DecoderResult refusal;

  private @Nullable ScheduledFuture<?> deadline;

  HeadDecoder(Rules rules) {
    super(rules.sizes());
    this.times = rules.times();
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (refusal != null && !inHead) {
      in.skipBytes(in.readableBytes()); // of a connection that is being closed
      return;
    }
    int from = in.readerIndex();
    int known = out.size();
    super.decode(context, in, out);
    if (inHead && in.readerIndex() > from) {
      headBegun = true;
      look(in, from, in.readerIndex());
    }
    for (int i = known; i < out.size(); i++) {
      decoded(out.get(i));
    }
    if (refusal != null && !inHead) {
      // Neither its body nor what may be hidden behind it is for anybody.
      while (out.size() > known + 1) {
        out.remove(out.size() - 1);
      }
    }
  }

  private void decoded(Object part) {
    if (part instanceof HttpRequest request) {
      over();
      inHead = false;
      if (request.protocolVersion().majorVersion() != 1) {
        refusal = OTHER_VERSION;
        request.setProtocolVersion(HttpVersion.HTTP_1_1); // of the answer
      }
      if (refusal != null) {
        request.setDecoderResult(refusal);
        return;
      }
    }
    if (part instanceof LastHttpContent && refusal == null) {
      over();
      inHead = true;
      headBegun = false;
      lineEnded = false;
    }
  }

  /** Looks for a line that begins with a space or a tab. */
  private void look(ByteBuf in, int from, int to) {
    int at = from;
    while (at < to) {
      if (lineEnded && (in.getByte(at) == ' ' || in.getByte(at) == '\t')) {
        refusal = FOLDED;
      }
      int end = in.indexOf(at, to, LINE_FEED);
      lineEnded = end >= 0;
      at = lineEnded ? end + 1 : to;
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    super.channelReadComplete(context);
    if (deadline == null && (!inHead || headBegun || actualReadableBytes() > 0)) {
      deadline =
          context
              .executor()
              .schedule(
                  () -> {
                    var _ = context.close();
                  },
                  inHead ? times.headMillis() : times.endMillis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
    over();
    super.handlerRemoved0(context);
  }

  private void over() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
