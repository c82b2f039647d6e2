package dev.inercia.examples.report;

import dev.inercia.examples.report.claim.Combination;
import dev.inercia.examples.report.claim.Looks;
import dev.inercia.examples.report.claim.Threshold;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Unit;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.plot.LinePlot;
import java.util.ArrayList;
import java.util.List;

/**
 * An optimizer, alone or against another one, with settings of one's own.
 *
 * @param names one or two, different
 * @param setups of each, the same but for the optimizer; the seed is replaced
 * @param seeds the number of seeds, fixed beforehand, so that there is one look
 */
record Duel(List<String> names, List<Setup> setups, int seeds) implements ReportExperiment {

    /** Both directions are of interest: half of the error for each, a 95 % interval. */
    private static final int BOTH = 2;

    Duel {
        names = List.copyOf(names);
        setups = List.copyOf(setups);
    }

    @Override
    public String id() {
        return Outcome.OWN;
    }

    @Override
    public List<Trial> trials(long seed) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Setup setup = setups.get(i);
            trials.add(new Trial(
                    names.get(i),
                    new Setup(
                            setup.hidden(),
                            setup.start(),
                            setup.cost(),
                            setup.optimizer(),
                            setup.batchSize(),
                            setup.epochs(),
                            seed)));
        }
        return trials;
    }

    @Override
    public List<Claim> claims() {
        if (names.size() < 2) {
            return List.of();
        }
        Quantity difference = new Quantity(
                "experiment.difference",
                Unit.POINTS,
                Threshold.atLeast(0),
                names,
                runs -> Evidence.lastEpochs(runs.apply(names.get(0))) - Evidence.lastEpochs(runs.apply(names.get(1))));
        List<Integer> plan = seeds < 2 ? Looks.PLAN : List.of(seeds);
        return List.of(new Claim("lead", Combination.ALL, List.of(difference), BOTH, plan));
    }

    @Override
    public List<LinePlot> charts(Evidence evidence, Messages messages) {
        return List.of(Curves.errors("experiment", messages.text("experiment.chart"), evidence.runs(), messages));
    }

    @Override
    public Outcome judge(Evidence evidence, Messages messages) {
        Setup setup = setups.get(0);
        String epochs = messages.count("page.epochs", setup.epochs());
        List<Finding> findings = claims().stream()
                .map(claim -> claim.judge("experiment", evidence, messages))
                .toList();
        boolean single = names.size() < 2;
        return new Outcome(
                id(),
                messages.text(single ? "experiment.single" : "experiment.title", names.toArray()),
                messages.text(single ? "experiment.single.question" : "experiment.question", epochs),
                messages.text(
                        "experiment.settings",
                        setup.hidden(),
                        messages.text(Setups.key(setup.start())),
                        messages.text(
                                setup.cost() == Setup.Cost.QUADRATIC
                                        ? "word.cost.quadratic"
                                        : "word.cost.cross-entropy"),
                        setup.batchSize()),
                evidence.runs(),
                findings,
                remarks(evidence, messages),
                charts(evidence, messages));
    }
}
