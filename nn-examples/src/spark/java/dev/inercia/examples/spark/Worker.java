package dev.inercia.examples.spark;

import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Seeds;
import dev.inercia.optim.NonFiniteException;
import dev.inercia.train.Replica;
import dev.inercia.train.Trainer;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/** The replica of one partition, kept in an executor from round to round. What it leaves travels: any may go on. */
final class Worker {

    private final int partition;
    private final Trainer trainer;
    private final Replica replica;

    Worker(int partition, Recipe recipe, Dataset data) {
        this.partition = partition;
        Trainer own = recipe.trainer();
        // The first draws as a training on one machine does, the others apart.
        trainer = partition == 0 ? own : own.seed(Seeds.SHUFFLING.key(own.seed(), -partition));
        Vectors.requireFloat(trainer.network().parameters());
        replica = new Replica(trainer, data);
    }

    Part run(Round round, Vectors start) {
        long startNanos = System.nanoTime();
        replica.stepsPerEpoch(Math.max(round.stepsPerEpoch(), replica.steps()));
        start.copyTo(trainer.network().parameters(), replica.state());
        double weight = 0;
        double loss = 0;
        int to = Math.min(round.to(), replica.steps());
        for (int step = round.from(); step < to; step++) {
            if (TaskContext.get().isInterrupted()) {
                throw new TaskKilledException("killed in a round of partition " + partition);
            }
            try {
                replica.step(round.epoch(), step);
            } catch (NonFiniteException e) {
                String problem = "partition " + partition + ": " + e.getMessage();
                return new Part(replica.steps(), null, 0, 0, replica.learningRate(), seconds(startNanos), problem);
            }
            weight += replica.weight();
            loss += replica.loss() * replica.weight();
        }
        Vectors left = weight == 0 ? null : Vectors.of(trainer.network().parameters(), replica.state());
        return new Part(replica.steps(), left, weight, loss, replica.learningRate(), seconds(startNanos), null);
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
