/**
 * Watching a training: {@link dev.inercia.train.log.Progress} for a person at a terminal,
 * {@link dev.inercia.train.log.CsvLog} and {@link dev.inercia.train.log.TensorBoard} for tools. All are listeners that
 * change nothing, and go on with what they wrote when a training is resumed.
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
