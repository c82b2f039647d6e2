/** What is published holds: its POMs, what they bring and under which licence, and the API that programs compile against. */
package dev.inercia.examples.published;
