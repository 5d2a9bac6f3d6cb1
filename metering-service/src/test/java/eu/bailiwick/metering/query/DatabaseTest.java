package eu.bailiwick.metering.query;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.metering.cell.Cell;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class DatabaseTest {

  @Inject Database database;

  @Test
  void questionIsPlannedForItsValuesHoweverOftenItIsAsked() {
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      kept.addAll(
          database.query(
              "SELECT count(*) AS kept FROM pg_prepared_statements WHERE statement LIKE ?",
              List.of("%count(*) AS kept%"),
              row -> row.getLong("kept")));
    }

    assertThat(kept).containsOnly(0L);
  }
}
