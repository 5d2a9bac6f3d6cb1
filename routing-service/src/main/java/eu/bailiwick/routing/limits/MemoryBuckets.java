package eu.bailiwick.routing.limits;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Counts of one router, in its memory; a restart forgets them. */
final class MemoryBuckets implements Buckets {

  private final ConcurrentMap<String, Account> accounts = new ConcurrentHashMap<>();

  @Override
  public Drawing draw(CallerLimits limits, long tokens, Moment now) {
    Drawing drawing;
    do {
      drawing = account(limits.tenant()).draw(limits.drawn(), tokens, now);
    } while (drawing == null);
    return drawing;
  }

  @Override
  public void correct(String tenant, List<Bound> bounds, long tokens, Moment drawn, Moment now) {
    while (!account(tenant).correct(bounds, tokens, drawn, now)) {
      // It was dropped meanwhile: the next one is not.
    }
  }

  /** Makes each bucket stand as it stands elsewhere. */
  void follow(String tenant, List<Standing> standings, Moment now) {
    while (!account(tenant).follow(standings, now)) {
      // It was dropped meanwhile: the next one is not.
    }
  }

  /** Drops what is as good as new: full buckets, and those of months that are over. */
  void sweep(Moment now) {
    for (String tenant : accounts.keySet()) {
      accounts.computeIfPresent(tenant, (id, account) -> account.closeIfEmptied(now));
    }
  }

  /** Buckets that are kept. */
  int size() {
    return accounts.values().stream().mapToInt(Account::size).sum();
  }

  private Account account(String tenant) {
    @Nullable Account account = accounts.get(tenant);
    return account != null ? account : accounts.computeIfAbsent(tenant, id -> new Account());
  }
}
