package eu.bailiwick.routing.selection;

/**
 * Draws two endpoints by their weights and takes the one with fewer attempts under way for its
 * weight: as good as looking at all of them, without a stampede to the one that looks best. What is
 * drawn depends on the request alone.
 */
final class LeastOfTwo implements Preference {

  private final Outstanding outstanding;

  LeastOfTwo(Outstanding outstanding) {
    this.outstanding = outstanding;
  }

  @Override
  public int pick(Candidates candidates, Traits traits) {
    int size = candidates.size();
    if (size == 1) {
      return 0;
    }
    int total = 0;
    for (int i = 0; i < size; i++) {
      total += candidates.weight(i);
    }
    long first = Hashes.mix(traits.lot() + size);
    int one = draw(candidates, Hashes.below(first, total), size);
    int rest = total - candidates.weight(one);
    int other = draw(candidates, Hashes.below(Hashes.mix(first), rest), one);
    return busier(candidates, one, other) ? other : one;
  }

  /**
   * The endpoint on whose share of the weights {@code point} lies.
   *
   * @param without index of an endpoint that has no share
   */
  private static int draw(Candidates candidates, int point, int without) {
    int left = point;
    int i = 0;
    while (i == without || left >= candidates.weight(i)) {
      left -= i == without ? 0 : candidates.weight(i);
      i++;
    }
    return i;
  }

  private boolean busier(Candidates candidates, int one, int other) {
    long ofOne = (long) outstanding.at(candidates.endpoint(one)) * candidates.weight(other);
    long ofOther = (long) outstanding.at(candidates.endpoint(other)) * candidates.weight(one);
    return ofOne > ofOther;
  }
}
