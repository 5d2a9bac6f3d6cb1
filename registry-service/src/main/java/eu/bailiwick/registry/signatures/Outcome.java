package eu.bailiwick.registry.signatures;

import eu.bailiwick.sovereignty.evidence.Grade;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who found out what.
 *
 * @param result what came of it
 * @param grade MACHINE_VERIFIED if the registry checked, DECLARED if somebody says so
 * @param verifier who or which tool checked
 * @param identity the key or certificate identity that it was checked against
 * @param checkedAt when
 */
@Schema(name = "SignatureOutcome")
record Outcome(
    CheckResult result, Grade grade, String verifier, String identity, Instant checkedAt) {}
