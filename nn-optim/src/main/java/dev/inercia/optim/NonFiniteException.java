package dev.inercia.optim;

/** A step was refused because a number was not finite; nothing was changed. */
public final class NonFiniteException extends ArithmeticException {

    private static final long serialVersionUID = 1;

    /** With a message that says which number. */
    public NonFiniteException(String message) {
        super(message);
    }
}
