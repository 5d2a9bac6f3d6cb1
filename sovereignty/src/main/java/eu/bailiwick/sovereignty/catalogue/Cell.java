package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.util.List;

/**
 * Routers, Kafka, metering and database of one jurisdiction.
 *
 * @param id identifier in the catalogue
 * @param area country or group that prompts, usage and evidence never leave
 * @param sites ids of the sites at which it stands, all inside the area; never empty
 */
public record Cell(String id, String area, List<String> sites) {

  /**
   * @throws IllegalArgumentException if an id is malformed, the area blank, or no site given
   */
  public Cell {
    Checks.id(id);
    Checks.notBlank(area, "area");
    if (sites == null || sites.isEmpty()) {
      throw new IllegalArgumentException("sites is empty: a cell stands at one site or more");
    }
    sites = List.copyOf(sites);
  }
}
