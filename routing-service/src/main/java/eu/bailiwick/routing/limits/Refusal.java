package eu.bailiwick.routing.limits;

import java.util.List;

/**
 * There is no room.
 *
 * @param shortage the limit that has none
 */
public record Refusal(Shortage shortage, List<Standing> standings) implements Verdict {}
