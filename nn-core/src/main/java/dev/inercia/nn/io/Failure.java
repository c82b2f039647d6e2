package dev.inercia.nn.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The words for what went wrong with a file: always the file and a cause, and never long. */
public final class Failure {

    /** Room for a path, and for a sentence or two beside it. */
    private static final int LONGEST = 480;

    private static final int LONGEST_QUOTE = 80;

    private Failure() {}

    /**
     * What a file says, for a message: cut to 80 characters, control characters and lone surrogates as question marks.
     */
    public static String quote(Object content) {
        return cut(String.valueOf(content), LONGEST_QUOTE);
    }

    /** A whole message or a part of one, cut to this many characters: its beginning and its end. */
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
     * What is wrong, with the file's name in front unless it is there already.
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
     * Why something failed. Many of Java's exceptions say only the file, the others only the cause.
     *
     * @return words without the name of the file
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
     * The same failure with a message that names the file and the cause, unless its message is of that kind
     * already.
     */
    public static IOException of(Object file, String what, IOException e) {
        if (e.getClass() == IOException.class && String.valueOf(e.getMessage()).startsWith(file + " ")) {
            return e;
        }
        return new IOException(message(file, what + ": " + cause(e)), e);
    }
}
