/**
 * Listeners that log a training: {@link dev.inercia.train.log.Progress} for a person at a terminal,
 * {@link dev.inercia.train.log.CsvLog} and {@link dev.inercia.train.log.TensorBoard} for tools. None affects the
 * training, and all continue their output when a training is resumed.
 *
 * <pre>{@code
 * trainer.listener(Progress.on(System.err))
 *         .listener(new CsvLog(Path.of("run.csv")))
 *         .listener(new TensorBoard(Path.of("runs", "adam")))
 * }</pre>
 *
 * <p>May know: nn-core, {@code dev.inercia.train}.
 */
package dev.inercia.train.log;
