package eu.bailiwick.routing.limits;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The connections to the shared store. Nothing is connected before the first request needs it: a
 * router starts without its database.
 */
final class Pool {

  /** Seconds after which a connection that says nothing is given up. */
  private static final String SILENCE = "5";

  private static final Duration IDLE = Duration.ofMinutes(5);

  /**
   * Losing the counts of the last moments in a crash of the database is no harm worth a wait for
   * the disk at each request; and a router whose machine is gone must not hold rows for ever.
   */
  private static final String SESSION =
      "SET synchronous_commit TO off; SET idle_in_transaction_session_timeout TO '"
          + SILENCE
          + "s'";

  private Pool() {}

  /**
   * @param patience how long a connection is waited for
   */
  static AgroalDataSource open(LimitsSettings.Database database, Duration patience) {
    var configuration = new AgroalDataSourceConfigurationSupplier();
    configuration
        .connectionPoolConfiguration()
        .maxSize(database.connections())
        .acquisitionTimeout(patience)
        .idleValidationTimeout(IDLE)
        .reapTimeout(IDLE)
        .exceptionSorter(new PostgreSQLExceptionSorter())
        .connectionFactoryConfiguration(factory -> connect(factory, database));
    try {
      return AgroalDataSource.from(configuration);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AgroalConnectionFactoryConfigurationSupplier connect(
      AgroalConnectionFactoryConfigurationSupplier factory, LimitsSettings.Database database) {
    database.username().ifPresent(name -> factory.principal(new NamePrincipal(name)));
    database.password().ifPresent(text -> factory.credential(new SimplePassword(text)));
    return factory
        .connectionProviderClassName("org.postgresql.Driver")
        .jdbcUrl(database.url().orElseThrow())
        .initialSql(SESSION)
        .jdbcProperty("connectTimeout", SILENCE)
        .jdbcProperty("socketTimeout", SILENCE)
        .jdbcProperty("ApplicationName", "bailiwick-routing");
  }
}
