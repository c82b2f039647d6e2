package dev.inercia.train;

/**
 * Something that a listener noticed while training.
 *
 * @param epoch in which it happened, from 1 on; 0 before the first
 * @param step how many steps had been taken
 * @param message what happened, the likely cause, and a cure
 */
public record Warning(int epoch, long step, String message) {

    /** The message, behind its epoch: as in {@code Epoch 3: all 10000 predictions are class 2. ...} */
    @Override
    public String toString() {
        return epoch == 0 ? message : "Epoch " + epoch + ": " + message;
    }
}
