/**
 * {@code GET /v1/registers/{register}}: what laws ask to be listed, as far as observed traffic of
 * one tenant and period can fill it: records of processing and transfers (GDPR), an extract of logs
 * (AI Act), rows of the register of information (DORA), usage (FOCUS). Every register is made from
 * the same counts as {@code /v1/usage}, and says how its rows add up to the events of the ledger.
 * What traffic cannot tell stays empty and is named.
 */
@NullMarked
package eu.bailiwick.metering.registers;

import org.jspecify.annotations.NullMarked;
