package dev.inercia.train;

/**
 * Something that a listener noticed while training.
 *
 * @param epoch in which it happened, from 1 on; 0 before the first
 * @param step how many steps had been taken
 * @param message what happened, the likely cause, and a cure
 */
public record Warning(int epoch, long step, String message) {}
