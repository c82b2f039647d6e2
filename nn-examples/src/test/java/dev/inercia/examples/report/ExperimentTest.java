package dev.inercia.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.inercia.examples.Digits;
import dev.inercia.examples.report.claim.Verdict;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Setup.Cost;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.data.Dataset;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Lookahead;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.RmsProp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The experiment of one's own. */
class ExperimentTest {

    private static Duel duel(String... arguments) {
        Experiment experiment = new Experiment();
        new CommandLine(experiment).parseArgs(arguments);
        return experiment.duel();
    }

    private static Setup setup(String... arguments) {
        return duel(arguments).trials(1).get(0).setup();
    }

    private static Setup ofReport(ReportExperiment experiment, String label) {
        return experiment.trials(1).stream()
                .filter(trial -> trial.label().equals(label))
                .findFirst()
                .orElseThrow()
                .setup();
    }

    /** The setup of a row of the README's table of parameter lists. */
    private static Setup fromReadme(String name) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Matcher row = Pattern.compile("\\| " + Pattern.quote(name) + " \\| `(--optimizer [^`]*)` \\|")
                .matcher(readme);
        assertThat(row.find()).as(name).isTrue();
        List<String> arguments = new ArrayList<>();
        Matcher words = Pattern.compile("'([^']*)'|(\\S+)").matcher(row.group(1));
        while (words.find()) {
            arguments.add(words.group(1) == null ? words.group(2) : words.group(1));
        }
        return setup(arguments.toArray(String[]::new));
    }

    @Test
    void theReportsFourParameterListsAreOneCommandEach() throws IOException {
        assertThat(fromReadme("SGD")).isEqualTo(ofReport(new Fig1(), "momentum unset (0), scaled start"));
        assertThat(fromReadme("SGD + momentum")).isEqualTo(ofReport(new Fig1(), "momentum 0.9, scaled start"));
        assertThat(fromReadme("RMSprop")).isEqualTo(ofReport(new RmsPropRun(), "30 units, scaled start"));
        assertThat(fromReadme("Adam")).isEqualTo(ofReport(new Fig3(), "Adam, scaled start"));
        assertThat(setup(
                        "--optimizer",
                        "RmsProp(1e-4, 0.9)",
                        "--batch",
                        "15",
                        "--hidden",
                        "100",
                        "--start",
                        "normal",
                        "--epochs",
                        "20"))
                .isEqualTo(ofReport(new RmsPropRun(), "100 units, standard-normal start"));
    }

    @Test
    void settingsAreThoseOfTheOptions() {
        Duel duel = duel(
                "--optimizer",
                "RmsProp(0.0001)",
                "--against",
                "Adam(0.01)",
                "--start",
                "glorot",
                "--loss",
                "cross-entropy",
                "--seeds",
                "5");
        assertThat(duel.names()).containsExactly("RmsProp(0.0001)", "Adam(0.01)");
        assertThat(duel.setups())
                .containsExactly(
                        new Setup(30, Start.GLOROT, Cost.CROSS_ENTROPY, new RmsProp(0.0001), 10, 15, 1),
                        new Setup(30, Start.GLOROT, Cost.CROSS_ENTROPY, new Adam(0.01), 10, 15, 1));
        assertThat(duel.claims().get(0).plan()).containsExactly(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> duel("--optimizer", "Sgd(1)", "--start", "zero"))
                .withMessage("--start: expected one of glorot, normal, scaled, but got 'zero'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> duel("--optimizer", "Sgd(1)", "--against", "Sgd(1)"))
                .withMessageContaining("expected another optimizer than --optimizer");
    }

    @Test
    void optimizersAreReadFromText() {
        assertThat(OptimizerText.read(" Momentum( 0.07 ,0.9) ")).isEqualTo(new Momentum(0.07, 0.9));
        assertThat(OptimizerText.read("Lookahead(Adam(1e-3), 5, 0.5)"))
                .isEqualTo(new Lookahead(new Adam(0.001), 5, 0.5));
        // one's own, by its full name
        assertThat(OptimizerText.read("dev.inercia.examples.report.RmsPropWithoutRoot(0.01)"))
                .isEqualTo(new RmsPropWithoutRoot(0.01));
    }

    @Test
    void whatIsNoOptimizerIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimizerText.read("Adan(0.01)"))
                .withMessage("Optimizer 'Adan(0.01)': expected a class of dev.inercia.optim or a full class name on the"
                        + " class path, but there is no 'Adan'; check its spelling, and -cp");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimizerText.read("Sgd(1, 2, 3, 4, 5)"))
                .withMessageStartingWith("Optimizer 'Sgd(1, 2, 3, 4, 5)': expected the arguments of Sgd(double")
                .withMessageEndingWith(", but got 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimizerText.read("Sgd(0.1"))
                .withMessageContaining("expected ',' or ')', but got the end");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimizerText.read("java.lang.String"))
                .withMessageContaining("java.lang.String does not implement dev.inercia.optim.Optimizer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimizerText.read("Adam(-1)"))
                .withMessageStartingWith("Optimizer 'Adam(-1)': ");
    }

    @Test
    void theDifferenceIsPairedOverSeedsWithOneLook() throws InterruptedException {
        Dataset few = SyntheticDigits.generate(400, 1).dataset();
        Digits digits = new Digits("few", few.subset(0, 300), few.subset(300, 400), few.subset(300, 400));
        Duel duel = duel("--optimizer", "Adam(0.01)", "--against", "Sgd(0.0001)", "--epochs", "4", "--seeds", "3");
        Settings settings = new Settings(List.of(duel), null, 1, 3, 2, 0, Optional.empty(), Messages.in("en"));
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Report report = new Session(digits, settings, nowhere).report("abc");
        Outcome outcome = report.outcomes().get(0);
        assertThat(outcome.title()).isEqualTo("Adam(0.01) against Sgd(0.0001)");
        assertThat(outcome.runs()).hasSize(6);
        Finding finding = outcome.findings().get(0);
        assertThat(finding.measures().get(0).looks()).hasSize(1);
        assertThat(finding.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(finding.reason()).endsWith("their number was fixed beforehand.");
        assertThat(outcome.isOwn()).isTrue();
    }
}
