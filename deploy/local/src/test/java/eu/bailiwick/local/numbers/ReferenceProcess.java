package eu.bailiwick.local.numbers;

import eu.bailiwick.local.platform.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process beside the platform that serves on a port of loopback; it ends with {@link #close}, and
 * at the latest with this one.
 */
final class ReferenceProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  /** Enough that the model server need not collect its garbage while something is timed. */
  private static final List<String> MUCH_HEAP =
      List.of("-Xms1g", "-Xmx1g", "-Xmn800m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

  private final Process process;
  private final int port;
  private final Thread reaper;

  private ReferenceProcess(Process process, int port) {
    this.process = process;
    this.port = port;
    this.reaper = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /**
   * Starts one of {@link ReferenceServers} with the router's jars; what is compared with the router
   * has its heap and its garbage collector.
   *
   * @param home the repository's root, with the packaged router below it
   * @param arguments what follows the port
   */
  static ReferenceProcess java(Path home, Path folder, String kind, int port, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(kind.equals("upstream") ? MUCH_HEAP : Service.ROUTER.jvm());
    command.addAll(List.of("-Xss512k", "-cp"));
    command.add(
        home.resolve("deploy/local/target/test-classes")
            + ":"
            + home.resolve("routing-service/target/quarkus-app/lib/main/*")
            + ":"
            + home.resolve("routing-service/target/quarkus-app/lib/boot/*"));
    command.addAll(List.of(ReferenceServers.class.getName(), kind, Integer.toString(port)));
    command.addAll(List.of(arguments));
    return start(command, folder.resolve(kind + ".log"), port);
  }

  /**
   * Starts nginx with one worker as a plain proxy, with nothing of the system's configuration.
   *
   * @param folder for its configuration, log and temporary files
   */
  static ReferenceProcess nginx(Path folder, int port, int upstream)
      throws IOException, InterruptedException {
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        daemon off;
        worker_processes 1;
        pid %1$s/nginx.pid;
        error_log %1$s/nginx-error.log;
        events { worker_connections 8192; }
        http {
          access_log off;
          client_body_temp_path %1$s/nginx-body;
          proxy_temp_path %1$s/nginx-proxy;
          fastcgi_temp_path %1$s/nginx-fastcgi;
          uwsgi_temp_path %1$s/nginx-uwsgi;
          scgi_temp_path %1$s/nginx-scgi;
          keepalive_requests 1000000000;
          keepalive_timeout 600s;
          client_header_timeout 600s;
          upstream model {
            server 127.0.0.1:%3$d;
            keepalive 2048;
            keepalive_requests 1000000000;
          }
          server {
            listen 127.0.0.1:%2$d;
            location / {
              proxy_pass http://model;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
            }
          }
        }
        """
            .formatted(folder, port, upstream));
    return start(
        List.of("nginx", "-p", folder.toString(), "-c", configuration.toString()),
        folder.resolve("nginx.log"),
        port);
  }

  private static ReferenceProcess start(List<String> command, Path log, int port)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    ReferenceProcess started = new ReferenceProcess(process, port);
    try {
      started.awaitPort(log);
    } catch (IOException | InterruptedException e) {
      started.close();
      throw e;
    }
    return started;
  }

  private void awaitPort(Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!serves()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("nothing serves on port " + port + ": " + Files.readString(log));
      }
      Thread.sleep(20);
    }
  }

  private boolean serves() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  /** The process and its children. */
  List<Long> pids() {
    List<Long> pids = new ArrayList<>(List.of(process.pid()));
    process.descendants().forEach(child -> pids.add(child.pid()));
    return pids;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(reaper);
  }
}
