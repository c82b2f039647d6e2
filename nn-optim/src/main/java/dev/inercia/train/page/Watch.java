package dev.inercia.train.page;

import dev.inercia.train.Epoch;
import dev.inercia.train.GradientNorms;
import dev.inercia.train.History;
import dev.inercia.train.Listener;
import dev.inercia.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Measures a training for the page, on the thread that trains: a step costs an addition and a look at the clock, and at
 * most one in a hundredth of the time is spent on gradient norms.
 */
final class Watch implements Listener {

    private static final long SAMPLE_NANOS = 50_000_000;
    private static final long NORMS_NANOS = 250_000_000;
    /** Norms are measured again after so many times what they took. */
    private static final int NORMS_PAUSE = 100;

    private final LivePage page;
    private final Optional<Path> saved;
    private final boolean isKeptUp;
    private final Run run;
    private final GradientNorms norms = new GradientNorms();
    private transient long nextSample;
    private transient long nextNorms;
    private transient double losses;
    private transient int steps;

    Watch(LivePage page, Run run, Optional<Path> saved, boolean isKeptUp) {
        this.page = page;
        this.run = run;
        this.saved = saved;
        this.isKeptUp = isKeptUp;
    }

    @Override
    public void onStart(Training training) {
        nextSample = System.nanoTime();
        nextNorms = nextSample;
    }

    @Override
    public void onStep(Training training) {
        losses += training.loss();
        steps++;
        long now = System.nanoTime();
        if (now - nextSample >= 0) {
            nextSample = now + SAMPLE_NANOS;
            sample(training);
            if (now - nextNorms >= 0) {
                Map<String, Double> measured = norms.of(training);
                long end = System.nanoTime();
                nextNorms = end + Math.max(NORMS_NANOS, NORMS_PAUSE * (end - now));
                run.norms(training.step(), measured, training.history());
            }
        }
    }

    private void sample(Training training) {
        if (steps > 0) {
            run.sample(training.step(), losses / steps, training.learningRate());
        }
        losses = 0;
        steps = 0;
    }

    @Override
    public void onEpoch(Training training, Epoch epoch) {
        run.epoch(training.step(), training.history(), training.confusion());
    }

    @Override
    public void onEnd(Training training, History history) {
        sample(training);
        run.end(history);
        saved.ifPresent(file -> {
            try {
                page.save(file);
            } catch (IOException e) {
                training.warn("the page of the training cannot be saved as " + file + ": " + e);
            }
        });
        if (isKeptUp) {
            page.keepUp();
        }
    }
}
