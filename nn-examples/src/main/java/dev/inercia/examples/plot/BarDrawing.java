package dev.inercia.examples.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.Optional;

/** Draws {@link Bars}. */
final class BarDrawing implements Picture {

    private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 18);
    private static final Font GROUP_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final int MARGIN = 16;
    private static final int ROW = 24;
    private static final int BAR = 14;
    private static final int GAP = 10;
    /** Fractions of the width: labels before the bars, texts after them. */
    private static final double LABELS = 0.34;

    private static final double TEXTS = 0.24;

    private final Bars bars;
    private final int width;
    private final Optional<Label> title;

    private BarDrawing(Bars bars, int width, Optional<Label> title) {
        this.bars = bars;
        this.width = width;
        this.title = title;
    }

    static BarDrawing titled(Bars bars, int width) {
        return new BarDrawing(bars, width, Optional.of(Label.of(bars.title(), TITLE_FONT, width - 2 * MARGIN)));
    }

    static BarDrawing untitled(Bars bars, int width) {
        return new BarDrawing(bars, width, Optional.empty());
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        int rows = bars.groups().stream()
                .mapToInt(group -> (group.bars().size() + 1) * ROW + GAP)
                .sum();
        return titleHeight() + rows + 2 * MARGIN;
    }

    private int titleHeight() {
        return title.map(label -> MARGIN + (int) Math.ceil(label.height())).orElse(0);
    }

    @Override
    public void paint(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height());
        graphics.setColor(Look.TEXT);
        title.ifPresent(label -> label.paintCentred(graphics, width / 2.0, MARGIN));
        double y = titleHeight() + MARGIN;
        for (Bars.Group group : bars.groups()) {
            text(graphics, group.title(), GROUP_FONT, width - 2.0 * MARGIN, MARGIN, y);
            y += ROW;
            double longest =
                    group.bars().stream().mapToDouble(Bars.Bar::value).max().orElse(0);
            for (int i = 0; i < group.bars().size(); i++) {
                bar(graphics, group.bars().get(i), longest, i == 0, y);
                y += ROW;
            }
            y += GAP;
        }
    }

    private void bar(Graphics2D graphics, Bars.Bar bar, double longest, boolean first, double y) {
        double room = width - 2.0 * MARGIN;
        double left = MARGIN + LABELS * room;
        double length = longest == 0 ? 0 : bar.value() / longest * room * (1 - LABELS - TEXTS);
        text(graphics, bar.label(), FONT, LABELS * room - GAP, MARGIN, y);
        graphics.setColor(Look.color(first ? 1 : 0));
        graphics.fill(new Rectangle2D.Double(left, y + (ROW - BAR) / 4.0, length, BAR));
        text(graphics, bar.text(), FONT, TEXTS * room - GAP, left + length + GAP, y);
    }

    private static void text(Graphics2D graphics, String text, Font font, double room, double x, double y) {
        graphics.setColor(Look.TEXT);
        Label.of(text, font, room).paint(graphics, x, y);
    }
}
