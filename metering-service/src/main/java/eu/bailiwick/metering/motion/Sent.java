package eu.bailiwick.metering.motion;

import eu.bailiwick.metering.body.Body;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import java.io.InputStream;
import java.util.UUID;

/** What requests about motions, and about other things with an id, have in common. */
public final class Sent {

  private Sent() {}

  /**
   * The id in a path.
   *
   * @throws ProblemException if nothing can have it
   */
  public static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw none();
    }
  }

  /**
   * Why a motion is decided: the body with nothing but a reason.
   *
   * @throws ProblemException if it is another
   */
  public static String reason(InputStream sent) {
    Body body = Body.parse(sent);
    String reason = body.text("reason", Officer.LONGEST_REASON);
    body.finish();
    return reason;
  }

  /** There is no such motion, or whatever the id was to be of. */
  public static ProblemException none() {
    return new ProblemException(ErrorCode.NOT_FOUND, "There is nothing with this id.");
  }
}
