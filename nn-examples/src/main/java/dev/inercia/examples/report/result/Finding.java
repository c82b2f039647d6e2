package dev.inercia.examples.report.result;

/**
 * A claim of the report with the measured values.
 *
 * @param claim what the report says
 * @param measured what was measured here, with numbers
 * @param verdict whether it confirms the claim
 * @param reason the reason, in a sentence
 */
public record Finding(String claim, String measured, Verdict verdict, String reason) {}
