package eu.bailiwick.sovereignty.decision;

import static eu.bailiwick.sovereignty.CatalogueBuilder.CELL;
import static eu.bailiwick.sovereignty.CatalogueBuilder.MODEL;
import static eu.bailiwick.sovereignty.CatalogueBuilder.NOW;
import static eu.bailiwick.sovereignty.CatalogueBuilder.TENANT;

import eu.bailiwick.sovereignty.CatalogueBuilder;
import eu.bailiwick.sovereignty.catalogue.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests for the chat model of {@link CatalogueBuilder}, and the decisions about them. */
final class Requests {

  static final RequestDescriptor PLAIN = of("letters", null);

  private Requests() {}

  static RequestDescriptor of(String application, @Nullable String dataClass, String... within) {
    return new RequestDescriptor(
        TENANT, application, dataClass, MODEL, Operation.CHAT, List.of(within));
  }

  static Decision decide(CatalogueBuilder builder, RequestDescriptor request) {
    return new Evaluator(builder.build(), CELL).decide(request, NOW);
  }

  /** The predicate about the only candidate's first demand. */
  static Predicate first(CatalogueBuilder builder) {
    return decide(builder, PLAIN).candidates().getFirst().predicates().getFirst();
  }
}
