/**
 * Examples, one main method each: {@link dev.inercia.examples.ReportNetwork}, the main job;
 * {@link dev.inercia.examples.QuickStart} and {@link dev.inercia.examples.DigitsQuickStart}, as in the README;
 * {@link dev.inercia.examples.Xor} and {@link dev.inercia.examples.SineRegression}, which need no data;
 * {@link dev.inercia.examples.FindLearningRate} and {@link dev.inercia.examples.SearchSettings}, to find settings
 * rather than guess them; {@link dev.inercia.examples.PlotSchedules}, to see the learning-rate schedules;
 * {@link dev.inercia.examples.CompareOptimizers}, to see all optimizers side by side;
 * {@link dev.inercia.examples.BeyondTheReport}, to see how far the report's network gets;
 * {@link dev.inercia.examples.DigitPad}, to draw digits and see them read.
 *
 * <p>The only module with main methods, a logger binding and console output.
 */
package dev.inercia.examples;
