package eu.bailiwick.routing.selection;

/**
 * Sends prompts that begin alike to the same endpoint, where the beginning may still be cached: the
 * highest of hashes weighted over the endpoints (rendezvous hashing), among those that have no more
 * than a bounded multiple of their share of what is under way. An endpoint that comes or goes moves
 * its own prompts only.
 */
final class PrefixAffinity implements Preference {

  private final Outstanding outstanding;
  private final double mostOfShare;
  private final Preference otherwise;

  /**
   * @param mostOfShare how many times its share of the attempts under way an endpoint may have,
   *     above 1
   * @param otherwise for requests without a prefix
   */
  PrefixAffinity(Outstanding outstanding, double mostOfShare, Preference otherwise) {
    this.outstanding = outstanding;
    this.mostOfShare = mostOfShare;
    this.otherwise = otherwise;
  }

  @Override
  public int pick(Candidates candidates, Traits traits) {
    int size = candidates.size();
    if (size == 1 || traits.prefix() == 0) {
      return otherwise.pick(candidates, traits);
    }
    int[] underWay = new int[size];
    long all = 1;
    long weights = 0;
    for (int i = 0; i < size; i++) {
      underWay[i] = outstanding.at(candidates.endpoint(i));
      all += underWay[i];
      weights += candidates.weight(i);
    }
    double bound = mostOfShare * all / weights;
    int best = -1;
    double highest = -1;
    for (int i = 0; i < size; i++) {
      if (underWay[i] + 1 <= Math.ceil(bound * candidates.weight(i))) {
        double score = score(candidates, i, traits.prefix());
        if (score > highest) {
          best = i;
          highest = score;
        }
      }
    }
    return best < 0 ? otherwise.pick(candidates, traits) : best;
  }

  /** Efraimidis and Spirakis: the highest is each with the probability of its weight. */
  private static double score(Candidates candidates, int index, long prefix) {
    long hash = Hashes.mix(prefix ^ Hashes.mix(candidates.endpoint(index).hashCode()));
    double even = ((hash >>> 11) + 0.5) * 0x1.0p-53;
    return -candidates.weight(index) / Math.log(even);
  }
}
