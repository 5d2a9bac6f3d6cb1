package eu.bailiwick.registry.idempotency;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource method that honours {@code Idempotency-Key}: the same actor, path, key and
 * request get the same answer again. Refusals are not kept, as nothing was done.
 */
@InterceptorBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

  /** Members of the answer that are secret: they are not kept, and not sent again. */
  @Nonbinding
  String[] without() default {};
}
