package eu.bailiwick.metering.evidence;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The entries of a range, read some thousands at a time. Blocks. */
final class Items implements Iterator<Item> {

  private static final int AT_ONCE = 2_000;

  private final EvidenceQueries queries;
  private final String tenant;
  private final long to;
  private final @Nullable UUID erasure;
  private final Queue<Item> read = new ArrayDeque<>();
  private long next;

  /**
   * Reads once.
   *
   * @param erasure with which what a finding said is gone; null if nothing was erased
   */
  Items(EvidenceQueries queries, String tenant, Coverage.Span span, @Nullable UUID erasure) {
    this.queries = queries;
    this.tenant = tenant;
    this.to = span.to();
    this.erasure = erasure;
    this.next = span.from();
  }

  @Override
  public boolean hasNext() {
    if (read.isEmpty() && next < to) {
      long end = Math.min(to, next + AT_ONCE);
      read.addAll(queries.items(tenant, next, end));
      next = end;
    }
    return !read.isEmpty();
  }

  @Override
  public Item next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Item item = read.remove();
    return item.facts() == null && item.opening() == null
        ? new Item(item.index(), item.leaf(), null, null, erasure)
        : item;
  }
}
