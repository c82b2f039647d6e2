package dev.inercia.examples.plot;

import java.awt.Graphics2D;

/** What paints itself. */
interface Picture {

    int width();

    int height();

    void paint(Graphics2D graphics);
}
