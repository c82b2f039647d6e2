/** The documentation as a site: javadoc of all modules with their READMEs as pages, and a check of its links. */
package dev.inercia.examples.site;
