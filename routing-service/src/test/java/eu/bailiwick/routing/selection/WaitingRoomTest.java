package eu.bailiwick.routing.selection;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.sovereignty.catalogue.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

  private final Random random = new Random(3);
  private final Selector selector =
      new Selector(new FixedSettings(2, 0, 1.25, 0.5), new KnownStanding());
  private final List<Permit> one = new Lawful().with("a", 100, null, 1).permits();
  private final List<String> turns = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();

  @Test
  void aFullEndpointIsGivenNothingMore() {
    Selection selection = selector.select(one, Lawful.traits(random));
    assertThat(selection.next()).isNotNull();
    Selection second = selector.select(one, Lawful.traits(random));

    assertThat(second.next()).isNull();
    assertThat(second.full()).isTrue();
    assertThat(selection.next()).isNull();
    assertThat(selection.full()).isFalse();
  }

  @Test
  void theHigherClassGoesFirstThenWhoCameFirst() {
    Place held = hold();
    await("batch", Priority.BATCH);
    await("interactive", Priority.INTERACTIVE);

    held.release();
    places.removeFirst().release();

    assertThat(turns).containsExactly("interactive", "batch");
  }

  @Test
  void aFullRoomTurnsAwayWhoComes() {
    Place held = hold();
    await("first", Priority.STANDARD);
    await("second", Priority.STANDARD);
    await("third", Priority.STANDARD);

    assertThat(turns).containsExactly("third in vain");
    held.release();
    assertThat(turns).containsExactly("third in vain", "first");
  }

  @Test
  void aHigherClassIsLetInInsteadOfTheLastOfALowerOne() {
    hold();
    await("first", Priority.BATCH);
    await("second", Priority.BATCH);
    await("third", Priority.INTERACTIVE);

    assertThat(turns).containsExactly("second in vain");
    assertThat(selector.room().waiting()).isEqualTo(2);
  }

  @Test
  void whoLeavesIsPassedOver() {
    Place held = hold();
    Waiting first = await("first", Priority.STANDARD);
    await("second", Priority.STANDARD);

    assertThat(first.leave()).isTrue();
    held.release();

    assertThat(turns).containsExactly("second");
    assertThat(first.leave()).isFalse();
  }

  @Test
  void nobodyOvertakesThoseWhoWait() {
    Place held = hold();
    await("first", Priority.STANDARD);
    await("second", Priority.STANDARD);
    held.release();

    assertThat(selector.select(one, Lawful.traits(random)).next()).isNull();
    places.removeFirst().release();
    assertThat(turns).containsExactly("first", "second");
  }

  @Test
  void aPlaceAtAnyOfTheEndpointsIsTaken() {
    List<Permit> two = new Lawful().with("a", 100, null, 1).with("b", 100, null, 1).permits();
    Place held = hold();
    Selection both = selector.select(two, Lawful.traits(random));
    Place atB = both.next();
    Selection waiting = selector.select(two, Lawful.traits(random));
    assertThat(waiting.next()).isNull();
    waiting.await(place -> came("waiting", place));

    release(atB);

    assertThat(turns).containsExactly("waiting");
    assertThat(Lawful.id(places.getFirst().permit())).isEqualTo("b");
    held.release();
    places.getFirst().release();
    assertThat(selector.outstanding().total()).isZero();
  }

  /** Threads that take, wait and give back at once: no place is lost and none is given twice. */
  @Test
  void noPlaceIsLost() throws InterruptedException {
    Selector shared = new Selector(new FixedSettings(50, 0, 1.25, 0.5), new KnownStanding());
    List<Permit> few = new Lawful().with("a", 100, null, 2).with("b", 100, null, 1).permits();
    int threads = 4;
    int each = 5000;
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch served = new CountDownLatch(threads * each);
    for (int t = 0; t < threads; t++) {
      Random chance = new Random(t);
      Thread.ofPlatform()
          .start(
              () -> {
                for (int i = 0; i < each; i++) {
                  Selection selection = shared.select(few, Lawful.traits(chance));
                  Place place = selection.next();
                  if (place != null) {
                    use(place, inside, most, served);
                  } else {
                    selection.await(found -> use(found, inside, most, served));
                  }
                }
              });
    }

    served.await();

    assertThat(most.get()).isBetween(1, 3);
    assertThat(shared.outstanding().total()).isZero();
    assertThat(shared.room().waiting()).isZero();
  }

  private static void use(
      @Nullable Place place, AtomicInteger inside, AtomicInteger most, CountDownLatch served) {
    if (place != null) {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      Thread.onSpinWait();
      inside.decrementAndGet();
      place.release();
    }
    served.countDown();
  }

  private Place hold() {
    Place place = selector.select(one, Lawful.traits(random)).next();
    if (place == null) {
      throw new AssertionError("the endpoint is full");
    }
    return place;
  }

  private Waiting await(String name, Priority priority) {
    Selection selection = selector.select(one, Lawful.traits(random, priority));
    assertThat(selection.next()).isNull();
    return selection.await(place -> came(name, place));
  }

  private void came(String name, @Nullable Place place) {
    turns.add(place == null ? name + " in vain" : name);
    if (place != null) {
      places.add(place);
    }
  }

  private static void release(@Nullable Place place) {
    if (place != null) {
      place.release();
    }
  }
}
