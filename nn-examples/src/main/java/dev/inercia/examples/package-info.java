/**
 * Examples, one main each: {@link dev.inercia.examples.ReportNetwork}, the main job;
 * {@link dev.inercia.examples.QuickStart} and {@link dev.inercia.examples.DigitsQuickStart}, as in the README;
 * {@link dev.inercia.examples.Xor} and {@link dev.inercia.examples.SineRegression}, for those who have no digits;
 * {@link dev.inercia.examples.FindLearningRate} and {@link dev.inercia.examples.SearchSettings}, for settings that are
 * found rather than guessed; {@link dev.inercia.examples.PlotSchedules}, for a look at how learning rates can change;
 * {@link dev.inercia.examples.CompareOptimizers}, all of them side by side; {@link dev.inercia.examples.BeyondTheReport},
 * how far the report's network gets.
 *
 * <p>The only module with mains, a logger binding and output on the console.
 */
package dev.inercia.examples;
