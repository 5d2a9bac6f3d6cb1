package eu.bailiwick.routing.selection;

import eu.bailiwick.routing.decision.Permit;

/** An attempt that counts as under way at its endpoint until it is released. */
public final class Place {

  private final Permit permit;
  private final Occupancy occupancy;
  private final WaitingRoom room;

  Place(Permit permit, Occupancy occupancy, WaitingRoom room) {
    this.permit = permit;
    this.occupancy = occupancy;
    this.room = room;
  }

  /** Where the attempt may go. */
  public Permit permit() {
    return permit;
  }

  /** The attempt ended, or is not made; to be called once. */
  public void release() {
    occupancy.leave();
    if (occupancy.isAwaited()) {
      room.freed(occupancy);
    }
  }
}
