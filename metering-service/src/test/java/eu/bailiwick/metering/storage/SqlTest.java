package eu.bailiwick.metering.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SqlTest {

  /** What PostgreSQL's driver does if the connection goes in the middle of a batch. */
  private static PreparedStatement breakingOff() {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            SqlTest.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (statement, method, arguments) -> {
              throw new AssertionError("getAutoCommit() should not throw");
            });
  }

  @Test
  void batchThatBreaksOffIsAFailureOfTheConnection() {
    Sql rows = new Sql(breakingOff());

    assertThatThrownBy(rows::runRows)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
  }
}
