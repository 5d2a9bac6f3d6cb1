package eu.bailiwick.metering.registers;

import eu.bailiwick.metering.snapshots.SnapshotContent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people call things, as the newest archived snapshot has it. */
final class Names {

  private final Optional<SnapshotContent> snapshot;

  Names(Optional<SnapshotContent> snapshot) {
    this.snapshot = snapshot;
  }

  @Nullable String tenant(String id) {
    return snapshot.flatMap(each -> each.tenant(id)).orElse(null);
  }

  @Nullable String application(@Nullable String id) {
    return id == null ? null : snapshot.flatMap(each -> each.application(id)).orElse(null);
  }

  @Nullable String entity(@Nullable String id) {
    return id == null ? null : snapshot.flatMap(each -> each.entity(id)).orElse(null);
  }
}
