package dev.inercia.examples.report.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    private static final Report REPORT = MadeUpReport.report();
    private static final Messages ENGLISH = Messages.in("en");

    @TempDir
    private static Path directory;

    private static String html;
    private static Document page;

    @BeforeAll
    static void write() throws IOException {
        ReportFiles.write(REPORT, directory);
        html = Files.readString(directory.resolve("index.html"));
        page = Jsoup.parse(html);
    }

    private static Element section(String id) {
        return page.selectFirst("section#" + id);
    }

    /** The table below a title, as its rows' texts. */
    private static List<String> table(String section, String title) {
        Element heading = section(section).select("h3").stream()
                .filter(each -> each.text().equals(title))
                .findFirst()
                .orElseThrow();
        return heading.parent().select("tr").eachText();
    }

    @Test
    void isWellFormed() {
        Parser parser = Parser.htmlParser().setTrackErrors(20);
        parser.parseInput(html, "");
        assertThat(parser.getErrors()).isEmpty();
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        assertThat(html).startsWith("<!DOCTYPE html>");
        assertThat(page.selectFirst("meta[name=viewport]").attr("content")).contains("width=device-width");
    }

    @Test
    void textsAreShownAndNothingInThemIsMarkup() {
        assertThat(page.select("script")).isEmpty();
        assertThat(section("table1").select(".warnings li").eachText())
                .hasSize(3)
                .first()
                .isEqualTo(MadeUpReport.NASTY + ", seed 1, before the first epoch: Inputs reach 255 "
                        + MadeUpReport.NASTY);
        assertThat(section("table1").select(".warnings li").get(1).text())
                .startsWith(MadeUpReport.NASTY + ", seed 1, epoch 1: all 1,000 sampled images");
        assertThat(section("table1").selectFirst("figure desc").text()).contains(MadeUpReport.NASTY);
    }

    @Test
    void theClaimsComeFirstEachWithItsVerdict() {
        List<Finding> findings = REPORT.outcomes().stream()
                .flatMap(outcome -> outcome.findings().stream())
                .toList();
        assertThat(page.selectFirst("section").id()).isEqualTo("claims");
        Elements rows = section("claims").select("tbody tr");
        assertThat(rows).hasSameSizeAs(findings);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).select("th").text())
                    .startsWith(findings.get(i).claim());
            assertThat(rows.get(i).select(".badge").text())
                    .endsWith(
                            ENGLISH.text("verdict." + findings.get(i).verdict().key()));
        }
        assertThat(page.selectFirst(".lead").text())
                .contains(" Of 3 claims, 1 is confirmed, 1 is not and 1 cannot be decided. (2 experiments, 14"
                        + " trainings, 194 epochs, in 97 seconds.)");
    }

    @Test
    void eachQuantityIsDrawnAgainstWhatItsClaimAllows() {
        Elements bars = section("claims").select("tbody tr").get(0).select("svg");
        assertThat(bars).hasSize(2);
        Element bar = bars.get(0);
        assertThat(bar.className()).isEqualTo("interval confirmed");
        assertThat(bar.attr("aria-label")).isEqualTo("RMSprop less Adam: +0.67 (+0.30 to +1.04) points, 4 seeds");
        assertThat(bar.select(".allowed")).hasSize(2);
        assertThat(bar.select(".edge")).hasSize(4);
        // from -2 to 2 points and 15 % of that on each side: 180 (x + 0.026) / 0.052
        assertThat(bar.select(".bar").attr("x")).isEqualTo("100.4");
        assertThat(bar.select(".bar").attr("width")).isEqualTo("25.6");
        assertThat(bar.select(".mean").attr("cx")).isEqualTo("113.2");
        assertThat(bars.get(1).select(".mean")).as("an infinite value").isEmpty();
        assertThat(table("fig3", "Every look"))
                .contains(
                        "RMSprop and Adam are best of all. RMSprop less Adam 3 +0.60 -2.00 … +3.20 cannot be decided");
    }

    @Test
    void thePageIsSpanishToo() {
        Messages spanish = Messages.in("es");
        Document other = Jsoup.parse(new Page(REPORT, spanish).document());
        assertThat(other.selectFirst("html").attr("lang")).isEqualTo("es");
        assertThat(other.select("thead th").get(0).text()).isEqualTo("El informe dice");
        assertThat(other.select(".badge").eachText()).contains("✗ no se confirma", "? no se puede decidir");
        assertThat(other.selectFirst("#conditions").text()).contains("23 de noviembre de 2026");
        assertThat(other.text()).doesNotContain("Warnings", "Conditions", "after each epoch", "Settings", "Each seed");
    }

    @Test
    void eachExperimentHasItsTextsAndCharts() throws Exception {
        for (Outcome outcome : REPORT.outcomes()) {
            Element section = section(outcome.id());
            assertThat(section.text()).contains(outcome.title(), outcome.question(), outcome.settings());
            outcome.remarks().forEach(remark -> assertThat(section.text()).contains(remark));
            outcome.findings().forEach(finding -> assertThat(section.text()).contains(finding.reason()));
            Elements figures = section.select("figure");
            for (String width : List.of(".wide", ".narrow")) {
                assertThat(figures.select(width + " svg[role=img] > title").eachText())
                        .containsExactlyElementsOf(outcome.charts().stream()
                                .map(chart -> chart.title())
                                .toList());
            }
        }
        assertThat(page.select("figure svg")).hasSize(8);
        for (String file : page.select("figcaption a").eachAttr("href")) {
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(directory.resolve(file).toFile())
                            .getDocumentElement()
                            .getTagName())
                    .isEqualTo("svg");
        }
    }

    @Test
    void needsNothingButItselfAndItsLinksLeadSomewhere() {
        assertThat(page.select("link, script, iframe, object, embed")).isEmpty();
        assertThat(page.select("[src]").eachAttr("src")).allMatch(source -> source.startsWith("data:"));
        assertThat(page.selectFirst("style").data()).doesNotContain("url(", "@import", "http");
        for (String link : page.select("a").eachAttr("href")) {
            if (link.startsWith("#")) {
                assertThat(page.getElementById(link.substring(1))).as(link).isNotNull();
            } else {
                assertThat(directory.resolve(link)).isRegularFile();
            }
        }
        assertThat(page.select("a[href$=csv]")).hasSize(14);
    }

    @Test
    void severalSeedsHaveMeanAndSpreadAndEachIsThere() {
        List<String> rows =
                table("fig3", "Correct of 10,000 after each epoch, mean ± sample standard deviation over the seeds");
        assertThat(rows).hasSize(16).first().isEqualTo("Epoch SGD momentum 0.9 RMSprop Adam");
        List<Integer> last = REPORT.outcomes().get(0).runs().subList(0, 3).stream()
                .map(run -> run.history().last().orElseThrow().correct())
                .toList();
        double mean = (last.get(0) + last.get(1) + last.get(2)) / 3.0;
        double variance =
                last.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum() / 2;
        assertThat(rows.get(15))
                .startsWith("15 " + String.format(Locale.ROOT, "%,.1f ± %.1f ", mean, Math.sqrt(variance)));
        assertThat(table("fig3", "SGD: correct of 10,000 after each epoch").get(15))
                .isEqualTo(String.format(Locale.ROOT, "15 %,d %,d %,d", last.get(0), last.get(1), last.get(2)));
    }

    @Test
    void oneSeedHasItsNumbersAndAnEndBeforeTheOthers() {
        List<String> rows = table("table1", "Correct of 10,000 after each epoch");
        assertThat(rows).hasSize(9);
        assertThat(rows.get(1)).isEqualTo("1 1,032 5,690");
        assertThat(rows.get(7)).isEqualTo("7 – 8,262");
        assertThat(section("table1").text()).doesNotContain("Each seed’s numbers");
    }

    @Test
    void activityIsHeldAgainstWhereExpOverflows() {
        assertThat(table(
                        "table1",
                        "Largest weighted input, max |z|, after each epoch (* above 709, where exp overflows in double"
                                + " precision)"))
                .contains("1 4,400.5 * 89.0", "8 – 96.0");
        assertThat(table("table1", "Share of hidden activations below 0.01 or above 0.99 after each epoch"))
                .contains("6 97.0 % 21.0 %");
        assertThat(section("table1")
                        .select("details:has(h3:contains(max)) > summary")
                        .parents()
                        .hasAttr("open"))
                .isTrue();
        assertThat(section("fig3").text()).doesNotContain("max |z|");
    }

    @Test
    void timesAndHyperparametersOfEachRun() {
        assertThat(table(
                        "table1",
                        "Results and times of each run; the best epoch is chosen on the test images, as in the report"))
                .contains(MadeUpReport.NASTY + " 1 1,032 (1) 1,032 NaN 4.20 0.700 140.0 0.24");
        assertThat(table("fig3", "Every hyperparameter in force"))
                .contains("momentum 0.9 Momentum: learning rate 0.01, momentum 0.9 30 scaled quadratic 10 15 1, 2, 3")
                .anyMatch(row -> row.startsWith("Adam Wrapped: inner (Adam: learning rate 0.01, beta1 0.9, beta2"
                        + " 0.999, epsilon 1E-8), learning rate 0.01, centred true, bounds [-1, 1], note mine 30"));
    }

    @Test
    void conditionsAreAllThere() {
        assertThat(section("conditions").text())
                .contains("50,000 images to train on, 10,000 to test on")
                .contains("8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6")
                .contains("Made-up Processor 3000 @ 2.1 GHz, Linux 6.1, 2 cores")
                .contains("17.0.15+6", "0.1.0-SNAPSHOT", "23 November 2026, 10:15 UTC", "97.1 s", "120 s");
    }

    @Test
    void bannersSayWhatIsMissingAndWhatIsNotMnist() {
        assertThat(page.select(".banner").eachText()).containsExactly("Interrupted. Not finished: fig2, cost.");
        Report synthetic = new Report(
                MadeUpReport.conditions("synthetic digits, not MNIST: 12000 to train on"), List.of(), List.of());
        Document other = Jsoup.parse(new Page(synthetic, ENGLISH).document());
        assertThat(other.select(".banner").eachText())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("Not MNIST. ");
    }

    @Test
    void aReportThatJudgesNothingCountsNoClaims() {
        Report nothing = new Report(MadeUpReport.conditions("MNIST"), List.of(), List.of("fig1"));
        assertThat(Jsoup.parse(new Page(nothing, ENGLISH).document())
                        .select(".lead")
                        .text())
                .endsWith("with its claims. (0 experiments, 0 trainings, 0 epochs, in 97 seconds.)");
    }

    @Test
    void anExperimentOfOnesOwnIsNotSaidToBeTheReports() {
        Outcome frozen = REPORT.outcomes().get(1);
        Outcome own =
                new Outcome(Outcome.OWN, "Mine", "q", "s", frozen.runs(), frozen.findings(), List.of(), List.of());
        Report report = new Report(MadeUpReport.conditions("MNIST"), List.of(own), List.of());
        Document other = Jsoup.parse(new Page(report, ENGLISH).document());
        assertThat(other.selectFirst("h1").text()).isEqualTo("Mine");
        assertThat(other.select("#claims, #rule")).isEmpty();
        assertThat(other.select("nav a").eachAttr("href")).containsExactly("#own", "#conditions");
        assertThat(other.selectFirst(".lead").text())
                .startsWith("An experiment of one’s own")
                .doesNotContain("{");
    }
}
