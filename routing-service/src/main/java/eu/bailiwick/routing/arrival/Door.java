package eu.bailiwick.routing.arrival;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpServerOptions;

/** Stands where a server accepts its connections, and gives each a {@link Doorkeeper}. */
@Sharable
final class Door extends ChannelInboundHandlerAdapter {

  private final HttpServerOptions options;
  private final Times times;

  Door(HttpServerOptions options, Times times) {
    this.options = options;
    this.times = times;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    if (accepted instanceof Channel connection) {
      connection.pipeline().addLast(new Doorkeeper(options, times));
    }
    context.fireChannelRead(accepted);
  }
}
