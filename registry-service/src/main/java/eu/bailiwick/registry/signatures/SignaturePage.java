package eu.bailiwick.registry.signatures;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks of one version, oldest first.
 *
 * @param next what to send as {@code after} to get the next page; null if this is the last
 */
record SignaturePage(List<SignatureCheck> items, @Nullable String next) {}
