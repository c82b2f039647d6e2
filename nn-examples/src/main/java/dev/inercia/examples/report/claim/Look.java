package dev.inercia.examples.report.claim;

/**
 * One look at a quantity, after a planned number of seeds.
 *
 * @param seeds the number of values
 * @param mean their mean; of ratios and sizes, their geometric mean
 * @param low lower end of the confidence interval of the mean
 * @param high its upper end
 * @param verdict of this interval against the threshold
 */
public record Look(int seeds, double mean, double low, double high, Verdict verdict) {}
