@NullMarked
package eu.bailiwick.registry;

import org.jspecify.annotations.NullMarked;
