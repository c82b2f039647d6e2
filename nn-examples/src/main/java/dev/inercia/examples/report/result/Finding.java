package dev.inercia.examples.report.result;

/**
 * One of the report's claims beside what was measured.
 *
 * @param claim what the report says
 * @param measured what came out here, with numbers
 * @param verdict whether that bears the claim out
 * @param reason why, in a sentence
 */
public record Finding(String claim, String measured, Verdict verdict, String reason) {}
