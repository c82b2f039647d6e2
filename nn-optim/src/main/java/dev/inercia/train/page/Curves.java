package dev.inercia.train.page;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.plot.LinePlot;
import dev.inercia.plot.PlotSheet;
import dev.inercia.train.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The curves of trainings over epochs, as one file that needs nothing else: loss and every metric, on training and
 * validation data. Needs no display.
 *
 * <pre>{@code
 * Curves.of("mu 0.5", first).and("mu 0.9", second).save(Path.of("curves.html"));
 * Curves.of("Adam", seed1, seed2, seed3).save(Path.of("adam.svg")); // mean and band
 * }</pre>
 *
 * <p>Several histories under one label, such as of several seeds, are drawn as their mean, with a band of one sample
 * standard deviation on either side, as far as all of them go. Immutable.
 */
@CheckReturnValue
public final class Curves {

    private final String title;
    private final List<Labelled> labelled;

    /** Trainings under one label. */
    record Labelled(String label, List<History> histories) {

        Labelled {
            histories = List.copyOf(histories);
            if (histories.isEmpty()) {
                throw new IllegalArgumentException("Curves '" + label + "': expected a history, but got none");
            }
        }
    }

    private Curves(String title, List<Labelled> labelled) {
        this.title = title;
        this.labelled = List.copyOf(labelled);
    }

    /**
     * The curves of a training, or of several with different seeds.
     *
     * @param label its name in the key
     * @param histories at least one
     */
    public static Curves of(String label, History... histories) {
        return of(label, List.of(histories));
    }

    /** As {@link #of(String, History...)}. */
    public static Curves of(String label, List<History> histories) {
        return new Curves("Training", List.of(new Labelled(label, histories)));
    }

    /** Adds the curves of another training, or of several with different seeds. */
    public Curves and(String label, History... histories) {
        return and(label, List.of(histories));
    }

    /** As {@link #and(String, History...)}. */
    public Curves and(String label, List<History> histories) {
        Labelled added = new Labelled(label, histories);
        if (labelled.stream().anyMatch(other -> other.label().equals(label))) {
            throw new IllegalArgumentException("Curves '" + label
                    + "' are there already; give histories of several seeds together, or another label");
        }
        List<Labelled> all = new ArrayList<>(labelled);
        all.add(added);
        return new Curves(title, all);
    }

    /** Sets the title; the default is "Training". */
    public Curves titled(String newTitle) {
        return new Curves(newTitle, labelled);
    }

    /** A plot for the loss and one for every metric, for a page of one's own. */
    public List<LinePlot> plots() {
        return EpochPlots.of(labelled);
    }

    /** An SVG document. */
    public String svg() {
        return new PlotSheet(title, plots()).svg();
    }

    /** An HTML page: the plots, and tables of their numbers. */
    public String html() {
        StringBuilder body = new StringBuilder("<header><h1>" + Html.escape(title) + "</h1></header>\n<main>\n");
        body.append("<section><div class=\"plots\">\n");
        plots().forEach(plot -> body.append("<figure>" + plot.svg() + "</figure>\n"));
        body.append("</div></section>\n<section><h2>Numbers</h2>\n");
        for (Labelled each : labelled) {
            List<History> histories = each.histories();
            for (int i = 0; i < histories.size(); i++) {
                String name = each.label() + (histories.size() > 1 ? ", " + (i + 1) + " of " + histories.size() : "");
                body.append(Html.details(name, Html.epochs(histories.get(i))));
            }
        }
        return Html.document(title, body + "</section>\n</main>\n");
    }

    /**
     * Writes one file, replacing an existing one: an SVG document if its name ends in {@code .svg}, an HTML page if it
     * ends in {@code .html}.
     *
     * @throws IllegalArgumentException if its name has another ending
     */
    public void save(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (Stream.of(".svg", ".html", ".htm").noneMatch(name::endsWith)) {
            throw new IllegalArgumentException("Expected a file name that ends in .svg or .html, but got " + file);
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.writeString(file, name.endsWith(".svg") ? svg() : html());
    }
}
