package dev.inercia.nn.check;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A result that must be used: the method changes nothing, so a call whose result is dropped has no effect. On a type,
 * it holds for all of its methods. Error Prone, SpotBugs and IDEs find the annotation by its simple name.
 *
 * <pre>{@code
 * trainer.epochs(100);           // refused by these tools: the trainer still trains for as many epochs as before
 * trainer = trainer.epochs(100);
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.CONSTRUCTOR})
public @interface CheckReturnValue {}
