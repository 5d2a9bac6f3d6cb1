package eu.bailiwick.registry.cell;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import eu.bailiwick.sovereignty.catalogue.Cell;
import java.util.List;

/**
 * A cell and what serves it.
 *
 * @param cell its members stand beside the routers
 * @param routers in order of id; left out if none has reported
 */
record CellView(
    @JsonUnwrapped Cell cell,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RouterView> routers) {}
