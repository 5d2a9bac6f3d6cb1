package eu.bailiwick.routing.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OccupancyTest {

  private final Caps caps = new Caps("clinique");
  private final Bound tenant = caps.ofTenant(Measure.CONCURRENT_REQUESTS, 3);
  private final Bound key = caps.ofKey("a", Measure.CONCURRENT_REQUESTS, 2);
  private final Occupancy occupancy = new Occupancy();

  @Test
  void namesTheBoundThatIsFull() {
    List<Bound> bounds = List.of(tenant, key);
    assertThat(occupancy.enter(bounds)).isNull();
    assertThat(occupancy.enter(bounds)).isNull();
    assertThat(occupancy.enter(bounds)).isEqualTo(key);
    assertThat(occupancy.enter(List.of(tenant))).isNull();
    assertThat(occupancy.enter(List.of(tenant))).isEqualTo(tenant);
  }

  @Test
  void oneThatLeavesMakesRoomAndNothingIsKeptOfTheLast() {
    List<Bound> bounds = List.of(tenant, key);
    occupancy.enter(bounds);
    occupancy.enter(bounds);
    occupancy.leave(bounds);
    assertThat(occupancy.enter(bounds)).isNull();
    occupancy.leave(bounds);
    occupancy.leave(bounds);
    assertThat(occupancy.slots()).isEmpty();
  }
}
