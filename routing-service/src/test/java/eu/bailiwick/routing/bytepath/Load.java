package eu.bailiwick.routing.bytepath;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A closed loop of callers, for a process of its own: {@code URL UPSTREAM_PORT KEY CALLERS WARM-UP
 * REQUESTS BODY}. Prints {@code start} when it is warm, and at the end {@code end P50 P99
 * FAILURES}, microseconds from request to the last byte.
 */
public final class Load {

  private final HttpClient client;
  private final RequestOptions options;
  private final Buffer body;
  private final AtomicInteger failures = new AtomicInteger();

  private Load(HttpClient client, RequestOptions options, Buffer body) {
    this.client = client;
    this.options = options;
    this.body = body;
  }

  public static void main(String[] args) throws InterruptedException {
    int callers = Integer.parseInt(args[3]);
    HttpClient client =
        Vertx.vertx()
            .createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(callers));
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(args[0])
            .setTimeout(10_000)
            .putHeader("Content-Type", "application/json")
            .putHeader("Authorization", "Bearer " + args[2])
            .putHeader(Forwarding.UPSTREAM_PORT, args[1]);
    Load load = new Load(client, options, Buffer.buffer(args[6]));
    load.run(callers, Integer.parseInt(args[4]));
    System.out.println("start");
    long[] micros = load.run(callers, Integer.parseInt(args[5]));
    Arrays.sort(micros);
    System.out.println(
        "end "
            + micros[micros.length / 2]
            + " "
            + micros[(int) (micros.length * 0.99)]
            + " "
            + load.failures.get());
    Runtime.getRuntime().halt(0);
  }

  private long[] run(int callers, int requests) throws InterruptedException {
    long[] micros = new long[requests];
    AtomicInteger next = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(callers);
    for (int i = 0; i < callers; i++) {
      call(micros, next, done);
    }
    done.await();
    return micros;
  }

  private void call(long[] micros, AtomicInteger next, CountDownLatch done) {
    int number = next.getAndIncrement();
    if (number >= micros.length) {
      done.countDown();
      return;
    }
    long started = System.nanoTime();
    client
        .request(options)
        .compose(request -> request.send(body))
        .compose(
            response -> {
              if (response.statusCode() != 200) {
                failures.incrementAndGet();
              }
              return response.end();
            })
        .onComplete(
            ended -> {
              if (ended.failed()) {
                failures.incrementAndGet();
              }
              micros[number] = (System.nanoTime() - started) / 1000;
              call(micros, next, done);
            });
  }
}
