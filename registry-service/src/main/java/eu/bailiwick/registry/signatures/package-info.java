/**
 * Checks of signatures over a version's weights (OMS) and image (cosign): recorded with who checked
 * against what and when, and never changed. With a public key the signature is verified here,
 * offline. Blocks; call it on virtual threads.
 */
@NullMarked
package eu.bailiwick.registry.signatures;

import org.jspecify.annotations.NullMarked;
