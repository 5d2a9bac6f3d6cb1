package eu.bailiwick.parts;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A {@link KafkaBroker} in a process of its own, which can be ended as a crash would and started
 * again on the same directory. It ends with the process that started it, however that ends.
 */
public final class KafkaProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;
  private static final String READY = "ready";

  private final Path directory;
  private final int port;
  private final int controllerPort;
  private Process process;

  private KafkaProcess(Path directory, int port, int controllerPort) throws IOException {
    this.directory = directory;
    this.port = port;
    this.controllerPort = controllerPort;
    this.process = run();
  }

  /**
   * Starts a broker on free ports; returns when it serves.
   *
   * @param directory where it keeps its data; made and formatted if it is not yet there
   * @throws IOException if it does not start
   */
  public static KafkaProcess start(Path directory) throws IOException {
    return new KafkaProcess(directory, FreePorts.any(), FreePorts.any());
  }

  /** Runs a broker until nobody holds the other end of its input. */
  public static void main(String[] arguments) throws IOException {
    KafkaBroker broker =
        KafkaBroker.start(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    System.out.println(READY);
    System.out.flush();
    System.in.transferTo(OutputStream.nullOutputStream());
    broker.close();
  }

  /** {@code host:port} for clients. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Ends it at once, as a crash would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Starts it again; returns when it serves. */
  public void restart() throws IOException {
    process = run();
  }

  private Process run() throws IOException {
    Process started =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    KafkaProcess.class.getName(),
                    directory.toString(),
                    Integer.toString(port),
                    Integer.toString(controllerPort)))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      awaitReady(started);
    } catch (IOException e) {
      started.destroyForcibly();
      throw e;
    }
    return started;
  }

  /** Reads on for as long as it lives, so that it never waits for somebody to read. */
  private static void awaitReady(Process started) throws IOException {
    var ready = new CompletableFuture<Boolean>();
    Thread.ofVirtual()
        .start(
            () -> {
              try (var lines = started.inputReader()) {
                lines.lines().filter(READY::equals).forEach(line -> ready.complete(true));
              } catch (IOException | UncheckedIOException e) {
                ready.complete(false);
              } finally {
                ready.complete(false);
              }
            });
    try {
      if (!ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the broker ended while it started");
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the broker did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the broker started", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
