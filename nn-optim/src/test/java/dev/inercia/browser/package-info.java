/** A browser for tests of pages; knows nothing of the library. */
package dev.inercia.browser;
