/** A browser for tests of pages. nn-examples compiles this package, too. */
package dev.inercia.browser;
