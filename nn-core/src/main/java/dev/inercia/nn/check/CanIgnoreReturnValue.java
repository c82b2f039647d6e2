package dev.inercia.nn.check;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An exception in a type annotated {@link CheckReturnValue}: this method has an effect, so its result may be dropped,
 * as that of {@code trainer.train(data)}. Error Prone, SpotBugs and IDEs find the annotation by its simple name.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface CanIgnoreReturnValue {}
