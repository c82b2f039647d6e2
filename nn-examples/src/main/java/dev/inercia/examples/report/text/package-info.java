/**
 * The texts of the report's page, in English and Spanish.
 *
 * <p>May know: nothing of the library.
 */
package dev.inercia.examples.report.text;
