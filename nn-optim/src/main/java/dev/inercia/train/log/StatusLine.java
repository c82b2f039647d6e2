package dev.inercia.train.log;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;

/**
 * A status line at the bottom of a terminal, rewritten in place, below permanent lines. Without a terminal prints only
 * the permanent lines, and no control characters. Thread-safe.
 */
public final class StatusLine {

    /** The width if the shell does not export it. */
    private static final int WIDTH = 100;

    private static final int BAR = 20;

    private final PrintStream out;
    private final boolean isTerminal;
    private final int width;
    private String shown = "";

    /**
     * A status line on a stream.
     *
     * @param isTerminal true if a line can be rewritten, see {@link #hasTerminal()}
     * @param width the columns of the terminal, see {@link #width()}
     */
    public StatusLine(PrintStream out, boolean isTerminal, int width) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.width = width;
    }

    /** True if this process has a terminal whose lines can be rewritten. */
    public static boolean hasTerminal() {
        String terminal = System.getenv("TERM");
        return isTerminal(System.console())
                && System.getenv("CI") == null
                && terminal != null
                && !terminal.equals("dumb");
    }

    /** Since JDK 22 a console may exist without a terminal; a new method tells. */
    private static boolean isTerminal(Console console) {
        try {
            return console != null
                    && Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** The columns of the terminal if the shell exports them, otherwise {@value #WIDTH}. */
    public static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : WIDTH;
    }

    /** A progress bar with the share in percent, {@code [=====               ] 25 %}. */
    public static String bar(double share) {
        double shown = Math.max(0, Math.min(1, share)); // keeps NaN
        int filled = (int) (shown * BAR);
        int percent = (int) (100 * shown);
        return "[" + "=".repeat(filled) + " ".repeat(BAR - filled) + "] " + String.format(Locale.ROOT, "%2d", percent)
                + " %";
    }

    /** Formats a duration, {@code 1:05} or {@code 2:01:05}. */
    public static String time(double seconds) {
        long whole = Math.round(seconds);
        long hours = whole / 3600;
        return hours == 0
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", hours, whole / 60 % 60, whole % 60);
    }

    /** Replaces the status line with a text, cut to the width. */
    public synchronized void show(String text) {
        if (isTerminal) {
            String cut = text.length() < width ? text : text.substring(0, width - 1);
            out.print("\r" + cut + " ".repeat(Math.max(0, shown.length() - cut.length())));
            out.flush();
            shown = cut;
        }
    }

    /** Prints a permanent line above the status line. */
    public synchronized void line(String text) {
        String before = shown;
        clear();
        out.println(text);
        if (!before.isEmpty()) {
            show(before);
        }
    }

    /** Keeps the current status line, and starts a new one below it. */
    public synchronized void keep() {
        if (!shown.isEmpty()) {
            out.println();
            shown = "";
        }
    }

    /** Removes the status line. */
    public synchronized void clear() {
        if (!shown.isEmpty()) {
            out.print("\r" + " ".repeat(shown.length()) + "\r");
            out.flush();
            shown = "";
        }
    }
}
