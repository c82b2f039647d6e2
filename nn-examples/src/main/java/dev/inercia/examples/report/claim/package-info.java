/**
 * Verdicts on claims from paired differences over seeds: a {@link dev.inercia.examples.report.claim.Threshold} is what
 * a claim allows, {@link dev.inercia.examples.report.claim.Looks} compares it with confidence intervals that stay valid
 * when one looks repeatedly.
 *
 * <p>May know: nothing of the library.
 */
package dev.inercia.examples.report.claim;
