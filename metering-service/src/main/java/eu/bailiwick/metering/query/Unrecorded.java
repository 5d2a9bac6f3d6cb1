package eu.bailiwick.metering.query;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a question that needs no purpose and is not recorded before it is answered: it shows
 * nothing of what was recorded, such as the size of a log or a proof of hashes, or it records
 * itself. Every other GET of an officer, auditor or tenant's officer is recorded.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Unrecorded {}
