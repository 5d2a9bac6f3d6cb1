/**
 * The real things that the platform needs around it, small and in this JVM: a Kafka broker, a
 * PostgreSQL server, an issuer of tokens, free ports. For the local platform and for tests; never
 * for production. Starting and stopping block.
 */
@NullMarked
package eu.bailiwick.parts;

import org.jspecify.annotations.NullMarked;
