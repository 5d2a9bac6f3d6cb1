package eu.bailiwick.registry.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {

  private final Window window =
      Window.startingAt(4).plus(List.of(told(5), told(6)), 100).plus(List.of(told(7)), 100);

  @Test
  void itTellsWhatComesAfterARevisionThatItKnows() {
    assertThat(window.newest()).isEqualTo(7);
    assertThat(window.after(4)).hasValue(List.of(told(5), told(6), told(7)));
    assertThat(window.after(6)).hasValue(List.of(told(7)));
  }

  @Test
  void furtherBackItDoesNotReach() {
    assertThat(window.after(3)).isEmpty();
    assertThat(Window.startingAt(4).after(3)).isEmpty();
  }

  @Test
  void itForgetsTheOldestBeyondItsBound() {
    Window full = window.plus(List.of(told(8)), 2 * told(8).size());

    assertThat(full.newest()).isEqualTo(8);
    assertThat(full.after(6)).hasValue(List.of(told(7), told(8)));
    assertThat(full.after(5)).isEmpty();
    assertThat(full.plus(List.of(told(9)), 1).after(8)).isEmpty();
  }

  private static Told told(long revision) {
    return new Told(revision, "{}", List.of());
  }
}
