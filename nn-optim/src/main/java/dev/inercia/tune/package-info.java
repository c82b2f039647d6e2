/**
 * Finding hyperparameters instead of guessing them: {@link dev.inercia.tune.LearningRateFinder}, a range test, and
 * {@link dev.inercia.tune.Search}, over {@link dev.inercia.tune.Candidates} from a grid or drawn at random.
 *
 * <pre>{@code
 * double rate = new LearningRateFinder().find(trainer, data).suggestion();
 *
 * record Settings(double learningRate, int batchSize) {}
 * Search.Results<Settings> results = new Search<>(
 *                 Candidates.grid(List.of(0.001, 0.01, 0.1), List.of(10, 30), Settings::new),
 *                 settings -> new Trainer(network(), new SoftmaxCrossEntropy(), new Sgd(settings.learningRate()))
 *                         .batchSize(settings.batchSize())
 *                         .epochs(2)
 *                         .validation(validation))
 *         .run(data);
 * System.out.println(results);
 * }</pre>
 *
 * <p>May know: nn-core, {@code dev.inercia.optim}, {@code dev.inercia.train}.
 */
package dev.inercia.tune;
