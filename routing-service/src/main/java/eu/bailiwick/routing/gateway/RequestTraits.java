package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.openai.PromptPrefix;
import eu.bailiwick.routing.selection.Traits;

/** Reads what of a request matters to the choice of its endpoint. */
final class RequestTraits {

  private final int prefixBytes;

  /**
   * @param prefixBytes bytes of a prompt by which it is compared with others; 0 to compare none
   */
  RequestTraits(int prefixBytes) {
    this.prefixBytes = prefixBytes;
  }

  Traits of(Admitted admitted) {
    return Traits.of(
        admitted.asked().id(),
        prefix(admitted),
        admitted.asked().caller().application().priority());
  }

  private long prefix(Admitted admitted) {
    return prefixBytes == 0 ? 0 : PromptPrefix.hash(admitted.body(), prefixBytes);
  }
}
