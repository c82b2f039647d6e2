package dev.inercia.nn;

/**
 * The examples that a layer gets at a time, and the threads that share them.
 *
 * @param rows the number of examples, at least 1
 * @param parts the number of threads, from 1 to rows
 */
record Share(int rows, int parts) {}
