package eu.bailiwick.metering.storage;

import jakarta.inject.Singleton;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables, brought up to date by whoever comes first once PostgreSQL answers. */
@Singleton
public final class Schema {

  private final Flyway flyway;
  private boolean current;

  Schema(Flyway flyway) {
    this.flyway = flyway;
  }

  /**
   * Migrates unless this process already has.
   *
   * @throws StorageUnavailableException if PostgreSQL does not answer
   */
  public synchronized void ensureCurrent() {
    if (current) {
      return;
    }
    try {
      flyway.migrate();
      current = true;
    } catch (FlywayException e) {
      throw new StorageUnavailableException("the schema could not be brought up to date", e);
    }
  }
}
