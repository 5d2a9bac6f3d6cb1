package eu.bailiwick.metering.registers;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A register.
 *
 * @param sources the articles and templates that it follows
 * @param columns all of them, in order
 * @param unknown those that stay empty, because traffic cannot tell
 * @param rows a member for each column that has a value
 */
record RegisterAnswer(
    String register,
    String title,
    List<String> sources,
    String tenant,
    Instant from,
    Instant to,
    Instant made,
    Reconciliation reconciliation,
    List<String> columns,
    List<String> unknown,
    @Schema(implementation = Object[].class) List<Map<String, Object>> rows) {}
