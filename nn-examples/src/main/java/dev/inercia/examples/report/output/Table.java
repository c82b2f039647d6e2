package dev.inercia.examples.report.output;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.specialized.DivTag;
import java.util.ArrayList;
import java.util.List;

/** A table in a box of its own, which scrolls if it is wider than the page. A row's first cell is its heading. */
final class Table {

    private final String caption;
    private final List<String> heads;
    private final String kind;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(String caption, List<String> heads, String kind) {
        this.caption = caption;
        this.heads = List.copyOf(heads);
        this.kind = kind;
    }

    /** All but the first column are numbers. */
    static Table ofNumbers(String caption, List<String> heads) {
        return new Table(caption, heads, "numbers");
    }

    /** All columns are words. */
    static Table ofWords(String caption, List<String> heads) {
        return new Table(caption, heads, "words");
    }

    void add(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    DivTag render() {
        return div(table(
                                caption(caption),
                                thead(tr(each(heads, head -> th(head).withScope("col")))),
                                tbody(each(
                                        rows,
                                        row -> tr(
                                                th(row.get(0)).withScope("row"),
                                                each(row.subList(1, row.size()), cell -> td(cell))))))
                        .withClass(kind))
                .withClass("scroll")
                .attr("tabindex", "0");
    }
}
