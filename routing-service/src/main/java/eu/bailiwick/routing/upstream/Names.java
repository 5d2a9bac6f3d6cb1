package eu.bailiwick.routing.upstream;

import io.netty.resolver.AddressResolver;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Looks up names. */
interface Names {

  /**
   * All addresses of a name, at least one; fails if it has none. Never blocks.
   *
   * @param host a name, or an address in digits without brackets
   */
  Future<List<InetAddress>> addresses(String host);

  /** As Vert.x looks names up: hosts file, search domains and time to live count. */
  static Names of(Vertx vertx) {
    return host -> {
      ContextInternal context = ((VertxInternal) vertx).getOrCreateContext();
      AddressResolver<InetSocketAddress> resolver =
          ((VertxInternal) vertx).nettyAddressResolverGroup().getResolver(context.nettyEventLoop());
      Promise<List<InetAddress>> found = context.promise();
      resolver
          .resolveAll(InetSocketAddress.createUnresolved(host, 0))
          .addListener(
              (io.netty.util.concurrent.Future<List<InetSocketAddress>> answer) -> {
                if (answer.isSuccess()) {
                  found.complete(
                      answer.getNow().stream().map(InetSocketAddress::getAddress).toList());
                } else {
                  found.fail(answer.cause());
                }
              });
      return found.future();
    };
  }
}
