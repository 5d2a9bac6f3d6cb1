package eu.bailiwick.routing.arrival;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Stands where a server accepts its connections, and gives each a {@link Doorkeeper}. */
@Sharable
final class Door extends ChannelInboundHandlerAdapter {

  private final Rules rules;

  Door(Rules rules) {
    this.rules = rules;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    if (accepted instanceof Channel connection) {
      connection.pipeline().addLast(new Doorkeeper(rules));
    }
    context.fireChannelRead(accepted);
  }
}
