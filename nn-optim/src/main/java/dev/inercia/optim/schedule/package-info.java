/**
 * {@link dev.inercia.optim.schedule.Schedule}s of the learning rate, one per file;
 * {@link dev.inercia.optim.schedule.WarmUp} and {@link dev.inercia.optim.schedule.Sequence} combine others.
 *
 * <p>May know: the ground floor.
 */
package dev.inercia.optim.schedule;
