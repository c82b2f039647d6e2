package dev.inercia.plot;

/** Draws a {@link BarPlot}: in each row a label, a bar, and its text. */
final class BarDrawing {

    private static final int ROW = 22;
    private static final int BAR = 13;
    private static final int GAP = 10;
    /** The most that labels before the bars may take, as a share of the width. */
    private static final double LABELS = 0.36;

    private final BarPlot plot;
    private final View view;
    private final Canvas canvas = new Canvas();
    private final double labels;
    private final double room;

    BarDrawing(BarPlot plot, View view) {
        this.plot = plot;
        this.view = view;
        int inner = view.width() - 2 * Canvas.MARGIN;
        double longest = plot.groups().stream()
                .flatMap(group -> group.bars().stream())
                .mapToDouble(bar -> Canvas.width(bar.label()))
                .max()
                .orElse(0);
        double texts = plot.groups().stream()
                .flatMap(group -> group.bars().stream())
                .mapToDouble(bar -> Canvas.width(bar.text()))
                .max()
                .orElse(0);
        labels = Math.min(LABELS * inner, longest);
        room = Math.max(40, inner - labels - texts - 2 * GAP);
    }

    Drawing draw() {
        double y = canvas.title(plot.title(), view.width());
        for (BarPlot.Group group : plot.groups()) {
            canvas.text("part", Canvas.MARGIN, y + 12, "start", group.title());
            y += ROW;
            double longest =
                    group.bars().stream().mapToDouble(BarPlot.Bar::value).max().orElse(0);
            for (int i = 0; i < group.bars().size(); i++) {
                bar(group.bars().get(i), longest, i == 0, y);
                y += ROW;
            }
            y += GAP;
        }
        return new Drawing(plot, view, view.width(), (int) y, canvas.shapes());
    }

    private void bar(BarPlot.Bar bar, double longest, boolean isFirst, double y) {
        double left = Canvas.MARGIN + labels + GAP;
        double length = longest == 0 ? 0 : bar.value() / longest * room;
        canvas.text("key", left - GAP, y + 11, "end", Canvas.cut(bar.label(), labels));
        canvas.rectangle(isFirst ? "f0" : "other", left, y, length, BAR, "");
        canvas.text("key", left + length + GAP, y + 11, "start", bar.text());
    }
}
