package dev.inercia.examples.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The style of drawings. Curves differ in colour, dashes and marker, any of which distinguishes a few curves.
 *
 * <p>The colours are the colour-blind safe palette of Okabe and Ito (2008), without yellow, which is too light for a
 * line on white.
 */
final class Look {

    static final Color TEXT = new Color(0x2b2f36);
    static final int MARKER_SIZE = 8;

    private static final Color AXIS = new Color(0x9aa1ab);
    private static final Color GRID = new Color(0xe6e8eb);

    private static final Color[] COLORS = {
        new Color(0x0072b2),
        new Color(0xd55e00),
        new Color(0x009e73),
        new Color(0xcc79a7),
        new Color(0x1b1d21),
        new Color(0xe69f00),
        new Color(0x56b4e9)
    };

    private static final float[][] DASHES = {null, {9, 4}, {3, 3}, {12, 4, 3, 4}};

    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.TRIANGLE_DOWN
    };

    private Look() {}

    static Color color(int index) {
        return COLORS[index % COLORS.length];
    }

    static BasicStroke line(int index) {
        return new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, DASHES[index % DASHES.length], 0);
    }

    /** From a curve's end to its label. */
    static BasicStroke leader() {
        return new BasicStroke(0.7f);
    }

    static Marker marker(int index) {
        return MARKERS[index % MARKERS.length];
    }

    static void apply(XYStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartFontColor(TEXT);
        styler.setAxisTickLabelsColor(TEXT);
        styler.setAxisTickMarksColor(AXIS);
        styler.setPlotBorderColor(AXIS);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setPlotMargin(0);
        styler.setPlotContentSize(0.95);
        styler.setYAxisTickMarkSpacingHint(60);
        styler.setChartPadding(16);
        styler.setMarkerSize(MARKER_SIZE);
        styler.setErrorBarsColorSeriesColor(true);
        styler.setChartTitleVisible(false);
        styler.setLegendVisible(false);
    }
}
