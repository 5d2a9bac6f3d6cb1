/**
 * Takes things out for good: an endpoint, a version, a key, an approval. A revocation is a resource
 * of the catalogue, a signed remove-only message for routers, and a statement of when each of them
 * stopped. Everything here blocks and runs on virtual threads.
 */
@NullMarked
package eu.bailiwick.registry.revocation;

import org.jspecify.annotations.NullMarked;
