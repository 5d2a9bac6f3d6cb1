package eu.bailiwick.registry.idempotency;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** What a request with a key was answered. */
@Entity
@Table(name = "idempotent_answer")
@IdClass(AnswerRow.Key.class)
class AnswerRow {

  record Key(String actor, String path, String key) implements Serializable {}

  @Id String actor;

  @Id String path;

  @Id String key;

  @Column(name = "request_digest")
  String requestDigest;

  int status;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "cast(? as jsonb)")
  String headers;

  @Nullable String body;

  @Column(name = "kept_at")
  Instant keptAt;
}
