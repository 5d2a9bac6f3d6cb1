package eu.bailiwick.routing.arrival;

import static io.netty.handler.flush.FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits at the front of a new connection until the server knows which HTTP it speaks, which it
 * learns from the first bytes or from the handshake of TLS. Then it puts {@link HeadDecoder} in the
 * place of the server's own decoder of HTTP/1.1, has what is written sent at the end of a turn, and
 * leaves.
 */
final class Doorkeeper extends ChannelInboundHandlerAdapter {

  // The server's names of its handlers.
  private static final String TLS = "ssl";
  private static final String DECODER = "httpDecoder";
  private static final String CONNECTION = "handler";

  private final Rules rules;
  private @Nullable ScheduledFuture<?> deadline;

  Doorkeeper(Rules rules) {
    this.rules = rules;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      context.fireChannelRead(message);
    } else if (isBeforeTls(context)) {
      context.pipeline().addAfter(TLS, null, new Doorkeeper(rules));
      context.fireChannelRead(message);
      leave(context);
    } else {
      read(context, bytes);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    context.fireUserEventTriggered(event);
    if (event instanceof SslHandshakeCompletionEvent && isSettled(context.pipeline())) {
      leave(context);
    }
  }

  /** Unless the connection was closed meanwhile, or given to HTTP/2. */
  private void leave(ChannelHandlerContext context) {
    if (!context.isRemoved()) {
      context.pipeline().remove(this);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  private boolean isBeforeTls(ChannelHandlerContext context) {
    return context.pipeline().get(TLS) != null && context.pipeline().first() == this;
  }

  /**
   * Feeds the server byte by byte until it has made up its mind: what it has of a request by then
   * is not yet a line, so nothing of it passes unseen.
   */
  private void read(ChannelHandlerContext context, ByteBuf bytes) {
    while (bytes.isReadable() && !isSettled(context.pipeline())) {
      context.fireChannelRead(bytes.readRetainedSlice(1));
    }
    if (bytes.isReadable()) {
      context.fireChannelRead(bytes);
    } else {
      bytes.release();
    }
    if (isSettled(context.pipeline())) {
      leave(context);
    } else if (deadline == null) {
      deadline =
          context
              .executor()
              .schedule(
                  () -> {
                    var _ = context.close();
                  },
                  rules.times().headMillis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  /** What was written is sent once a turn of the event loop: each sending may wake its reader. */
  private static ChannelHandler atTheEndOfATurn() {
    return new FlushConsolidationHandler(DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true);
  }

  private boolean isSettled(ChannelPipeline pipeline) {
    switch (pipeline.get(DECODER)) {
      case HeadDecoder _ -> {
        return true;
      }
      case null -> {
        return pipeline.get(CONNECTION) != null;
      }
      default -> {
        pipeline.replace(DECODER, DECODER, new HeadDecoder(rules));
        pipeline.addBefore(DECODER, null, atTheEndOfATurn());
        return true;
      }
    }
  }
}
