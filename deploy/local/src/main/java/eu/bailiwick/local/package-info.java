@NullMarked
package eu.bailiwick.local;

import org.jspecify.annotations.NullMarked;
