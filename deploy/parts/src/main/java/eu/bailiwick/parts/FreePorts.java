package eu.bailiwick.parts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports on loopback. */
public final class FreePorts {

  private static final int LOWEST = 10_000;

  /** Linux begins here, others later. */
  private static final int EPHEMERAL = 32_768;

  private static final int ATTEMPTS = 1000;

  private FreePorts() {}

  /**
   * A port that was free a moment ago. It is none of those from which systems take the near ends of
   * connections, so that no connection is given it before somebody listens.
   */
  public static int any() {
    return ThreadLocalRandom.current()
        .ints(LOWEST, EPHEMERAL)
        .limit(ATTEMPTS)
        .filter(FreePorts::isFree)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no port is free"));
  }

  /** Whether nothing listens on {@code port} of loopback now. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
