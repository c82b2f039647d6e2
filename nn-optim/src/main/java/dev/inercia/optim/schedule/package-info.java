/**
 * {@link dev.inercia.optim.schedule.Schedule}s of the learning rate, one a file: those that run by themselves, and
 * {@link dev.inercia.optim.schedule.WarmUp} and {@link dev.inercia.optim.schedule.Sequence}, which join others.
 *
 * <p>May know: the ground floor.
 */
package dev.inercia.optim.schedule;
