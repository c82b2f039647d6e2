package dev.inercia.examples.report;

import dev.inercia.examples.report.claim.Combination;
import dev.inercia.examples.report.claim.Looks;
import dev.inercia.examples.report.claim.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides what to train next. After the first round, time goes where a verdict still hangs on it: to the claim that is
 * expected to need the least of it, judged by its mean and deviation so far, up to its next planned look. Choosing by
 * what was seen does no harm: {@link Looks} holds wherever one stops.
 */
final class Schedule implements Laboratory.Source {

    /** How promising a claim is, best first. */
    private enum Hope {
        /** Would be decided within the time that is left, if means and deviations stayed. */
        SOON,
        LATER,
        /** Its readings point in opposite directions: only the lost program could decide it. */
        HARDLY
    }

    /** A claim with the trials that its next look needs. */
    private record Candidate(Hope hope, double cost, String experiment, List<Trial> trials) {}

    /** The trials that a quantity needs for its next look, and the effort until it is expected to be decided. */
    private record Need(List<Trial> trials, double effort, boolean foreseen, Verdict tendency, boolean open) {}

    private final Settings settings;
    private final Results results;
    private final Pace pace;
    private final Function<ReportExperiment, Evidence> evidence;
    private final List<Job> queue;
    private final Set<Job> running = new HashSet<>();
    private boolean failed;

    /**
     * Starts with a first round.
     *
     * @param first the trials of the first round, by experiment id
     * @param evidence what is known so far
     */
    Schedule(
            Settings settings,
            Map<String, List<Trial>> first,
            Results results,
            Pace pace,
            Function<ReportExperiment, Evidence> evidence) {
        this.settings = settings;
        this.results = results;
        this.pace = pace;
        this.evidence = evidence;
        queue = new ArrayList<>(Job.of(first));
    }

    @Override
    public synchronized Optional<Job> next() throws InterruptedException {
        while (true) {
            Optional<Job> job = fitting();
            if (job.isEmpty() && queue.isEmpty() && settings.goesOn() && !failed) {
                candidates().stream()
                        .filter(candidate -> pace.fits(candidate.cost() / settings.threads()))
                        .findFirst()
                        .ifPresent(
                                candidate -> queue.addAll(Job.of(Map.of(candidate.experiment(), candidate.trials()))));
                job = fitting();
            }
            if (job.isPresent()) {
                running.add(job.get());
                return job;
            }
            queue.clear(); // what does not fit now will not fit later
            if (running.isEmpty()) {
                return Optional.empty();
            }
            wait();
        }
    }

    private Optional<Job> fitting() {
        for (Iterator<Job> jobs = queue.iterator(); jobs.hasNext(); ) {
            Job job = jobs.next();
            if (pace.fits(pace.effort(job.setup()))) {
                jobs.remove();
                return Optional.of(job);
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void ended(Job job, double seconds) {
        running.remove(job);
        pace.add(job.setup(), seconds);
        // A training that cannot be done must not be tried for ever.
        failed |= !results.has(new Trial("", job.setup(), job.watched()));
        notifyAll();
    }

    /** The open claims, the most promising first; without those that wait for a running training. */
    private List<Candidate> candidates() {
        Set<Object> busy = new HashSet<>();
        running.forEach(job -> busy.add(Job.key(job.setup())));
        List<Candidate> all = new ArrayList<>();
        for (ReportExperiment experiment : settings.experiments()) {
            if (experiment.isAlone()) {
                continue;
            }
            Evidence known = evidence.apply(experiment);
            for (Claim claim : experiment.claims()) {
                candidate(experiment, claim, known)
                        .filter(candidate ->
                                candidate.trials().stream().noneMatch(trial -> busy.contains(Job.key(trial.setup()))))
                        .ifPresent(all::add);
            }
        }
        all.sort(Comparator.comparing(Candidate::hope).thenComparingDouble(Candidate::cost));
        return all;
    }

    private Optional<Candidate> candidate(ReportExperiment experiment, Claim claim, Evidence known) {
        if (claim.verdict(known) != Verdict.UNDECIDED) {
            return Optional.empty();
        }
        List<Need> needs = claim.quantities().stream()
                .filter(quantity -> !quantity.isTime())
                .map(quantity -> need(experiment, claim, quantity, known))
                .toList();
        List<Need> open = needs.stream()
                .filter(need -> need.open() && !need.trials().isEmpty())
                .toList();
        // One confirmed is enough, or one that is not: follow those that look like it.
        Optional<Verdict> enough = switch (claim.combination()) {
            case ANY -> Optional.of(Verdict.CONFIRMED);
            case ALL -> Optional.of(Verdict.NOT_CONFIRMED);
            case EVERY_READING -> Optional.empty();
        };
        List<Need> likely = open.stream()
                .filter(need -> enough.equals(Optional.of(need.tendency())))
                .toList();
        List<Need> chosen = likely.isEmpty() ? open : likely;
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        boolean disagree = claim.combination() == Combination.EVERY_READING
                && needs.stream().map(Need::tendency).distinct().count() > 1;
        double effort = chosen.stream().mapToDouble(Need::effort).sum();
        boolean soon = chosen.stream().allMatch(Need::foreseen) && pace.fits(effort / settings.threads());
        List<Trial> trials = chosen.stream()
                .flatMap(need -> need.trials().stream())
                .distinct()
                .toList();
        double next =
                trials.stream().mapToDouble(trial -> pace.effort(trial.setup())).sum();
        return Optional.of(new Candidate(
                disagree ? Hope.HARDLY : soon ? Hope.SOON : Hope.LATER, soon ? effort : next, experiment.id(), trials));
    }

    private Need need(ReportExperiment experiment, Claim claim, Quantity quantity, Evidence known) {
        Looks looks = claim.looks(quantity);
        double[] values = known.values(quantity);
        Verdict verdict = Looks.verdict(looks.at(values));
        if (verdict != Verdict.UNDECIDED || values.length == 0) {
            return new Need(List.of(), 0, false, verdict, false);
        }
        OptionalInt forecast = looks.forecast(values);
        int next = Looks.PLAN.stream()
                .filter(seeds -> seeds > values.length)
                .findFirst()
                .orElse(values.length);
        List<Trial> trials = missing(experiment, quantity, values.length, next);
        double effort = missing(experiment, quantity, values.length, forecast.orElse(next)).stream()
                .mapToDouble(trial -> pace.effort(trial.setup()))
                .sum();
        return new Need(trials, effort, forecast.isPresent(), looks.tendency(values), true);
    }

    private List<Trial> missing(ReportExperiment experiment, Quantity quantity, int from, int to) {
        Map<Object, Trial> trials = new LinkedHashMap<>();
        for (int seed = from; seed < to; seed++) {
            for (Trial trial : settings.trials(experiment, settings.seed() + seed)) {
                if (quantity.labels().contains(trial.label()) && !results.has(trial)) {
                    trials.putIfAbsent(Job.key(trial.setup()), trial);
                }
            }
        }
        return List.copyOf(trials.values());
    }
}
