package dev.inercia.examples.published;

import com.sun.source.util.JavacTask;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles the Java examples of a text: those in javadoc, between {@code <pre>{@code} and {@code }</pre>}, and those in
 * Markdown, between fences. Every text becomes a class: its lines stay where they are, those outside the examples become
 * blank, so a compiler's line numbers are those of the text. An example is
 * <ul>
 *   <li>a compilation unit, if it begins with imports,
 *   <li>a member of the class, if it begins with a doc comment; examples below can use it,
 *   <li>otherwise statements, or expressions without semicolons, one on each line that is not indented.
 * </ul>
 * Examples may use all public packages of the library, some of Java and ND4J, and the names in {@link ExampleNames}.
 */
final class Examples {

    /** Beginning and end of an example, in javadoc and in Markdown. */
    private record Marks(Pattern begin, Pattern end, Pattern prefix) {

        static final Marks JAVADOC = new Marks(
                Pattern.compile(" *\\* <pre>\\{@code"), Pattern.compile(" *\\* }</pre>"), Pattern.compile("^ *\\* ?"));
        static final Marks MARKDOWN =
                new Marks(Pattern.compile("```java"), Pattern.compile("```"), Pattern.compile("^(?=\0)"));

        static Marks of(String name) {
            return name.endsWith(".java") ? JAVADOC : MARKDOWN;
        }
    }

    private static final Pattern COMMENT = Pattern.compile(" *//.*$");
    private static final Pattern CONTINUED = Pattern.compile("([ })].*)?");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package (\\S+);");
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");

    private static final List<String> OUTSIDE = List.of(
            "java.nio.file",
            "java.util",
            "org.nd4j.linalg.api.ndarray",
            "org.nd4j.linalg.factory",
            "org.nd4j.linalg.ops.transforms");

    /** Compilation units, by the name of their text. */
    private final List<JavaFileObject> units = new ArrayList<>();

    private final String imports;
    private int count;

    private Examples(String imports) {
        this.imports = imports;
    }

    /** No examples yet; those to come may use the packages in these folders of sources. */
    static Examples using(List<Path> sources) {
        return new Examples(Stream.concat(OUTSIDE.stream(), sources.stream().flatMap(Examples::packages))
                .distinct()
                .map(name -> "import " + name + ".*; ")
                .collect(Collectors.joining()));
    }

    private static Stream<String> packages(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .filter(file -> file.endsWith("package-info.java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace(File.separatorChar, '.'))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int count() {
        return count;
    }

    /** Adds the examples of a text; the ending of its name says which kind it is. */
    void add(String name, String text) {
        Marks marks = Marks.of(name);
        List<String> lines = text.lines().toList();
        String[] code = new String[lines.size()];
        Arrays.fill(code, "");
        int found = 0;
        for (int i = 0; i < code.length; i++) {
            if (!marks.begin.matcher(lines.get(i)).matches()) {
                continue;
            }
            int first = i + 1;
            while (!marks.end.matcher(lines.get(++i)).matches()) {
                code[i] = marks.prefix.matcher(lines.get(i)).replaceFirst("");
            }
            count++;
            if (code[first].startsWith("import ")) {
                String unit =
                        "\n".repeat(first) + String.join("\n", List.of(code).subList(first, i));
                add(name, className(unit), unit);
                Arrays.fill(code, first, i, "");
                continue;
            }
            found++;
            if (!code[first].startsWith("/**")) {
                code[first - 1] = "void example" + found + "() throws Exception {";
                code[i] = separated(code, first, i) + "}";
            }
        }
        if (found > 0) {
            String type = "Text" + units.size();
            Matcher own = PACKAGE.matcher(text);
            code[0] = "package dev.inercia.examples.published; " + imports
                    + (own.find() ? "import " + own.group(1) + ".*; " : "")
                    + "abstract class " + type + " extends ExampleNames { " + code[0];
            add(name, type, String.join("\n", code) + "}");
        }
    }

    /** Puts semicolons between expressions, and says what ends the last. */
    private static String separated(String[] code, int from, int to) {
        String last = COMMENT.matcher(code[to - 1]).replaceFirst("");
        if (last.isEmpty() || last.endsWith(";") || last.endsWith("}")) {
            return "";
        }
        for (int i = from + 1; i < to; i++) {
            if (!CONTINUED.matcher(code[i]).matches()) {
                code[i] = ";" + code[i];
            }
        }
        return ";";
    }

    private static String className(String unit) {
        Matcher name = CLASS.matcher(unit);
        if (!name.find()) {
            throw new IllegalArgumentException("no class in " + unit.strip());
        }
        return name.group(1);
    }

    private void add(String name, String type, String unit) {
        URI uri = URI.create("string:///" + name.replace("../", "") + "/" + type + ".java");
        units.add(new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return unit;
            }

            @Override
            public String getName() {
                return name;
            }
        });
    }

    /** What the compiler says against the examples: text, line, reason. */
    List<String> errors() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options =
                List.of("-classpath", System.getProperty("java.class.path"), "-proc:none", "-Xlint:-options");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            ((JavacTask) compiler.getTask(null, files, found, options, null, units)).analyze();
        }
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(error -> (error.getSource() == null
                                ? ""
                                : error.getSource().getName() + ":" + error.getLineNumber() + ": ")
                        + error.getMessage(Locale.ROOT))
                .toList();
    }
}
