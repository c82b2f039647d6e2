package dev.inercia.plot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The style of plots, for pages that contain them. */
public final class PlotStyle {

    private static final String CSS = read();
    private static final String DOCUMENT = writtenOut(CSS);

    private PlotStyle() {}

    /** CSS for light and dark; its colours are the variables {@code --c0} to {@code --c5}. */
    public static String css() {
        return CSS;
    }

    /**
     * CSS for a document of its own, with the colours written out: once for light, once more for dark. Its variables are
     * not known to programs other than browsers.
     */
    static String document() {
        return DOCUMENT;
    }

    private static String writtenOut(String css) {
        int dark = css.indexOf("@media");
        int rules = css.indexOf("}\n}\n", dark) + 4;
        StringBuilder again = new StringBuilder();
        for (String rule : css.substring(rules).split("(?<=})")) {
            if (rule.contains("var(")) {
                again.append(rule);
            }
        }
        return resolved(css.substring(rules), css.substring(0, dark))
                + css.substring(dark, css.indexOf("{", dark) + 1)
                + resolved(again.toString(), css.substring(dark, rules))
                + "\n}\n";
    }

    private static String resolved(String rules, String variables) {
        Map<String, String> values = new HashMap<>();
        Matcher variable = Pattern.compile("(--[a-z0-9-]+): ([^;]+);").matcher(variables);
        while (variable.find()) {
            values.put(variable.group(1), variable.group(2));
        }
        return Pattern.compile("var\\(([^)]+)\\)").matcher(rules).replaceAll(use -> values.get(use.group(1)));
    }

    private static String read() {
        try (InputStream in = PlotStyle.class.getResourceAsStream("plot.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
