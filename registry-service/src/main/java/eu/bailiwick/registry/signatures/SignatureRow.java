package eu.bailiwick.registry.signatures;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One check of a signature; written once. */
@Entity
@Table(name = "signature_check")
class SignatureRow {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long number;

  String version;

  @Enumerated(EnumType.STRING)
  SignatureKind kind;

  @Column(name = "subject_digest")
  String subjectDigest;

  String result;

  String grade;

  String verifier;

  String identity;

  @Column(name = "checked_at")
  Instant checkedAt;

  @Column(name = "recorded_by")
  String recordedBy;

  @Column(name = "recorded_at")
  Instant recordedAt;

  @Column(name = "document_digest")
  String documentDigest;

  String document;
}
