package dev.inercia.examples.benchmark;

/** A contestant in Java that takes one step at a time, on rows of {@link Inputs#order}. */
interface Learner extends Commands.Predictions {

    /** Trains on a batch: the images at these places of an epoch's order. */
    void step(int epoch, int from, int rows);

    /** Answers commands until the last. */
    static void serve(Task task, Commands commands, Learner learner) {
        if (task.directory().isEmpty()) {
            learner.step(0, 0, task.batch());
            commands.answer("started");
            return;
        }
        int[][] orders = Inputs.order(task);
        commands.answer("ready");
        int epoch = 0;
        int from = 0;
        for (int steps = commands.nextTraining(learner); steps > 0; steps = commands.nextTraining(learner)) {
            long start = System.nanoTime();
            for (int step = 0; step < steps; step++) {
                int rows = Math.min(task.batch(), orders[epoch].length - from);
                learner.step(epoch, from, rows);
                from += rows;
                if (from == orders[epoch].length) {
                    from = 0;
                    epoch = (epoch + 1) % orders.length;
                }
            }
            commands.answerTime(start, steps);
        }
    }
}
