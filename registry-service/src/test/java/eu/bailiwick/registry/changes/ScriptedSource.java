package eu.bailiwick.registry.changes;

import eu.bailiwick.registry.http.RefusedException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** Changes that another process makes, as fast as a test likes. */
final class ScriptedSource implements ChangeSource {

  private static final int PAGE = 10;

  final AtomicInteger looks = new AtomicInteger();
  final AtomicInteger reads = new AtomicInteger();
  volatile long revision;
  volatile long oldest;
  volatile boolean failing;

  @Override
  public long revision() {
    looks.incrementAndGet();
    if (failing) {
      throw new IllegalStateException("no database");
    }
    return revision;
  }

  @Override
  public List<Told> after(long since) {
    reads.incrementAndGet();
    if (since < oldest) {
      throw RefusedException.compacted(oldest);
    }
    return LongStream.rangeClosed(since + 1, Math.min(revision, since + PAGE))
        .mapToObj(ScriptedSource::told)
        .toList();
  }

  @Override
  public List<String> revocationsOf(long of) {
    return of == 0 ? List.of() : told(of).revocations();
  }

  /** Every fifth change revokes something. */
  static Told told(long revision) {
    return new Told(
        revision, "change-" + revision, revision % 5 == 0 ? List.of("jws-" + revision) : List.of());
  }
}
