package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.sovereignty.catalogue.Cell;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Jurisdictions that are served. */
@Path("/v1/cells")
@Tag(name = "cells", description = "Jurisdictions that are served")
public class CellResource extends PlainKindResource<Cell> {

  CellResource(AnyResource any) {
    super(Kind.CELLS, any);
  }
}
