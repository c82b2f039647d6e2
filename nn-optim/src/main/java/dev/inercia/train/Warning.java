package dev.inercia.train;

/**
 * A problem that a listener noticed during training.
 *
 * @param epoch the epoch in which it happened, counted from 1; 0 before the first
 * @param step the number of steps taken by then
 * @param message what happened, the likely cause, and a cure
 */
public record Warning(int epoch, long step, String message) {

    /** The epoch and the message, for example {@code Epoch 3: all 10000 predictions are class 2. ...} */
    @Override
    public String toString() {
        return epoch == 0 ? message : "Epoch " + epoch + ": " + message;
    }
}
