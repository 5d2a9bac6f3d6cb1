package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.law.Country;
import java.util.List;
import java.util.Set;

/**
 * What a snapshot can lead to in its whole life, found by going through every application, data
 * class, model and endpoint. It is signed with the snapshot, and whoever loads the snapshot counts
 * again.
 *
 * @param reaches one for each data class that some application can use, in order of id
 */
public record Certificate(List<Reach> reaches) {

  /** Copies {@code reaches}. */
  public Certificate {
    reaches = List.copyOf(reaches);
  }

  /**
   * Everything that requests of one data class can reach. A set that contains {@code ZZ} is not
   * completely known.
   *
   * @param dataClass id of the data class
   * @param applications how many applications can use it
   * @param endpoints how many endpoints some request can reach
   * @param permissions how many pairs of application and endpoint there are
   * @param processing countries in which requests may be processed
   * @param disclosure countries whose authorities can compel disclosure
   * @param denial countries whose authorities can compel someone to switch it off
   */
  public record Reach(
      String dataClass,
      int applications,
      int endpoints,
      int permissions,
      Set<Country> processing,
      Set<Country> disclosure,
      Set<Country> denial) {

    /** Copies the sets, sorted. */
    public Reach {
      processing = Country.sorted(processing);
      disclosure = Country.sorted(disclosure);
      denial = Country.sorted(denial);
    }

    /** The statement in words. */
    public String sentence() {
      return "No request of class "
          + dataClass
          + " can reach an endpoint that processes outside "
          + processing
          + ", or that is exposed to disclosure outside "
          + disclosure
          + " or to denial outside "
          + denial
          + ".";
    }
  }
}
