package dev.inercia.examples.plot;

import java.awt.Graphics2D;

/** Something that can be painted. */
interface Picture {

    int width();

    int height();

    void paint(Graphics2D graphics);
}
