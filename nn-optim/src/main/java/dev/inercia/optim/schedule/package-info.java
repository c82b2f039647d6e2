/**
 * {@link dev.inercia.optim.schedule.Schedule}s of the learning rate, one a file.
 *
 * <p>May know: {@code dev.inercia.optim}'s {@code Range}.
 */
package dev.inercia.optim.schedule;
