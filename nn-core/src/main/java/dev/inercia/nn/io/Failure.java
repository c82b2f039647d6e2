package dev.inercia.nn.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Messages for failed file operations: always the file and a cause, in limited length. */
public final class Failure {

    /** The longest message, in characters: room for a path and a sentence or two. */
    private static final int LONGEST = 480;

    private static final int LONGEST_QUOTE = 80;

    private Failure() {}

    /**
     * Quotes content of a file for a message: cut to 80 characters, with question marks for control characters and lone
     * surrogates.
     */
    public static String quote(Object content) {
        return cut(String.valueOf(content), LONGEST_QUOTE);
    }

    /** Cuts the middle out of a text longer than this; control characters and lone surrogates become question marks. */
    public static String cut(String text, int longest) {
        String shown = text;
        if (text.length() > longest) {
            int tail = longest / 4;
            shown = text.substring(0, longest - tail - 3) + "..." + text.substring(text.length() - tail);
        }
        StringBuilder clean = new StringBuilder(shown.length());
        shown.codePoints()
                .forEach(c -> clean.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c));
        return clean.toString();
    }

    /**
     * A message that starts with the name of the file; adds it if it is missing.
     *
     * @return at most 480 characters, unless the path alone is longer
     */
    public static String message(Object file, String why) {
        String path = String.valueOf(file);
        if (why.startsWith(path)) {
            return path + cut(why.substring(path.length()), Math.max(LONGEST - path.length(), 3 * LONGEST_QUOTE));
        }
        return path + ": " + cut(why, Math.max(LONGEST - 2 - path.length(), 3 * LONGEST_QUOTE));
    }

    /**
     * The cause of an exception in words. Many of Java's exceptions name only the file, others only the cause.
     *
     * @return the cause, without the name of the file
     */
    public static String cause(Throwable e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        } else if (e instanceof NoSuchFileException none) {
            return none.getReason() == null ? "there is no such file" : none.getReason();
        } else if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage() == null || e instanceof FileSystemException
                ? e.getClass().getSimpleName()
                : e.getMessage();
    }

    /**
     * Wraps an exception in one whose message names the file and the cause; returns it unchanged if its message already
     * does.
     */
    public static IOException of(Object file, String what, IOException e) {
        if (e.getClass() == IOException.class && String.valueOf(e.getMessage()).startsWith(file + " ")) {
            return e;
        }
        return new IOException(message(file, what + ": " + cause(e)), e);
    }
}
