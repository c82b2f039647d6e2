/**
 * Hyperparameter search: {@link dev.inercia.tune.LearningRateFinder} tests a range of learning rates in one short
 * training; {@link dev.inercia.tune.Search} trains candidates, drawn from a {@link dev.inercia.tune.Space} as a grid or
 * at random, several at a time.
 *
 * <pre>{@code
 * RangeTest test = new LearningRateFinder().find(trainer, training);
 * double rate = test.suggestion().orElseThrow();
 *
 * record Settings(double learningRate, double momentum, int batchSize) {}
 *
 * Space<Settings> space = choice -> new Settings(
 *         choice.logarithmic(0.01, 1, 5), choice.oneOf(0, 0.5, 0.9), choice.oneOf(10, 30));
 * SearchResult<Settings> result = new Search<Settings>(settings -> new Trainer(
 *                         network(), new Quadratic(), new Momentum(settings.learningRate(), settings.momentum()))
 *                 .batchSize(settings.batchSize())
 *                 .epochs(2))
 *         .run(space.grid(), training, validation);
 * System.out.println(result);
 * }</pre>
 *
 * <p>May know: {@code dev.inercia.train}, {@code dev.inercia.optim}, nn-core.
 */
package dev.inercia.tune;
