package dev.inercia.examples.benchmark;

/** A program that ends at once, for {@link ClassArchiveTest}. */
public final class BenchmarkHello {

    private BenchmarkHello() {}

    /** Says nothing. */
    public static void main(String[] args) {
        // to be loaded is all that is asked of it
    }
}
