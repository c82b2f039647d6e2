package dev.inercia.examples.report.output;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.specialized.DivTag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A table below its title, in a box that scrolls if it is wider than the page. A row's first cell is its heading. */
final class Table {

    /** The text of an empty cell. */
    static final String NOTHING = "–";

    private final String title;
    private final List<String> heads;
    private final String kind;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(String title, List<String> heads, String kind) {
        this.title = title;
        this.heads = List.copyOf(heads);
        this.kind = kind;
    }

    /** Numbers in all but the first column. */
    static Table ofNumbers(String title, List<String> heads) {
        return new Table(title, heads, "numbers");
    }

    /** Text in all columns. */
    static Table ofWords(String title, List<String> heads) {
        return new Table(title, heads, "words");
    }

    /**
     * A row per epoch and a column of numbers for each of several.
     *
     * @param epoch the heading of the epochs
     * @param cell the text of a column after an epoch, from 1 on
     */
    static <T> Table byEpoch(
            String epoch,
            String title,
            List<String> heads,
            List<T> columns,
            int epochs,
            BiFunction<T, Integer, String> cell) {
        List<String> all = new ArrayList<>(List.of(epoch));
        all.addAll(heads);
        Table table = ofNumbers(title, all);
        for (int number = 1; number <= epochs; number++) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(number)));
            for (T column : columns) {
                row.add(cell.apply(column, number));
            }
            table.add(row);
        }
        return table;
    }

    void add(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    DivTag render() {
        return div(
                h3(title),
                div(table(
                                        thead(tr(each(heads, head -> th(head).withScope("col")))),
                                        tbody(each(
                                                rows,
                                                row -> tr(
                                                        th(row.get(0)).withScope("row"),
                                                        each(row.subList(1, row.size()), cell -> td(cell))))))
                                .withClass(kind)
                                .attr("aria-label", title))
                        .withClass("scroll")
                        // Makes it scrollable by keyboard.
                        .attr("tabindex", "0"));
    }
}
