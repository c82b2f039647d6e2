package dev.inercia.examples.benchmark;

/** A contestant that does nothing, and fails when asked how well, for {@link MatchTest}. */
final class FailsAtTheEnd implements Commands.Predictions {

    private FailsAtTheEnd() {}

    /** Answers until it fails. */
    public static void main(String[] args) {
        Commands commands = Commands.standard();
        commands.answer("ready");
        while (commands.nextTraining(new FailsAtTheEnd()) > 0) {
            commands.answerTime(System.nanoTime(), 1);
        }
    }

    @Override
    public void all() {
        // nothing, as fast as can be
    }

    @Override
    public void one(int image) {
        // nothing, as fast as can be
    }

    @Override
    public double accuracy() {
        throw new IllegalStateException("no accuracy, sorry");
    }
}
