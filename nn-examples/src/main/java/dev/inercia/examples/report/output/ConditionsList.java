package dev.inercia.examples.report.output;

import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.text;

import dev.inercia.examples.report.result.Conditions;
import dev.inercia.examples.report.text.Messages;
import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.DlTag;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The conditions under which the report was made. */
final class ConditionsList {

    private ConditionsList() {}

    static DlTag of(Conditions conditions, Messages messages) {
        DateTimeFormatter date = DateTimeFormatter.ofPattern(
                        messages.text("conditions.date"), Locale.forLanguageTag(messages.language()))
                .withZone(ZoneOffset.UTC);
        return dl(
                entry(
                        messages.text("conditions.data"),
                        text(messages.text(
                                "conditions.data.text",
                                conditions.data(),
                                Text.count(conditions.trainingImages()),
                                Text.count(conditions.testImages())))),
                entry(messages.text("conditions.checksum"), code(conditions.checksum())),
                entry(
                        messages.text("conditions.machine"),
                        text(conditions.machine() + ", " + messages.count("conditions.cores", conditions.cores()))),
                entry(messages.text("conditions.java"), text(conditions.java())),
                entry(messages.text("conditions.products"), text(conditions.products())),
                entry(messages.text("conditions.threads"), text(Integer.toString(conditions.threads()))),
                entry(messages.text("conditions.seed"), text(Long.toString(conditions.seed()))),
                entry(
                        messages.text("conditions.limit"),
                        text(
                                conditions.limit() == 0
                                        ? messages.text("conditions.limit.none")
                                        : Text.decimals(conditions.limit(), 0) + " s")),
                entry(messages.text("conditions.version"), text(conditions.version())),
                entry(messages.text("conditions.started"), text(date.format(conditions.started()))),
                entry(messages.text("conditions.took"), text(Text.decimals(conditions.seconds(), 1) + " s")));
    }

    private static DivTag entry(String name, DomContent value) {
        return div(dt(name), dd(value));
    }
}
