package dev.inercia.examples.site;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Renders the repository's Markdown as pages that javadoc takes in: the root's README as its overview, the others as
 * {@code doc-files} of the main package of their module. Links among them lead to the pages, and javadoc's search finds
 * their headings.
 */
public final class ReadmePages {

    /** The root's README, where javadoc is told to look for it. */
    static final String OVERVIEW = "overview.html";

    /** Pages, as paths in the site, by their Markdown's path in the repository. */
    private static final Map<String, String> PAGES = new TreeMap<>(Map.of(
            "README.md", "index.html",
            "CHANGELOG.md", "dev/inercia/nn/doc-files/changelog.html",
            "nn-core/README.md", "dev/inercia/nn/doc-files/nn-core.html",
            "nn-core/THIRD-PARTY.md", "dev/inercia/nn/doc-files/third-party.html",
            "nn-optim/README.md", "dev/inercia/optim/doc-files/nn-optim.html",
            "nn-mnist/README.md", "dev/inercia/mnist/doc-files/nn-mnist.html",
            "nn-examples/README.md", "dev/inercia/examples/doc-files/nn-examples.html"));

    /** What stands for javadoc's tag while an at sign is text: nothing else in the Markdown begins like this. */
    private static final String DOC_ROOT = "docroot:/";

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final Pattern HEADING = Pattern.compile("(<h\\d id=\"[^\"]*\">)([^<>{}\"&]+)(</h\\d>)");
    private static final Pattern TITLE = Pattern.compile("(?m)^# (.*)$");

    private final Path root;
    private final Path to;
    /** Files that pages link to or show and that are not pages, by their path in the site. */
    private final Map<String, Path> others = new TreeMap<>();

    private ReadmePages(Path root, Path to) {
        this.root = root;
        this.to = to;
    }

    /** Renders the pages of the repository in the first argument into the folder in the second. */
    public static void main(String[] args) throws IOException {
        new ReadmePages(Path.of(args[0]).normalize(), Path.of(args[1])).write();
    }

    static Set<String> sources() {
        return new TreeSet<>(PAGES.keySet());
    }

    private void write() throws IOException {
        for (Map.Entry<String, String> page : PAGES.entrySet()) {
            boolean isOverview = page.getValue().equals("index.html");
            write(isOverview ? OVERVIEW : page.getValue(), html(page.getKey()));
        }
        for (Map.Entry<String, Path> other : others.entrySet()) {
            Path file = to.resolve(other.getKey());
            Files.createDirectories(file.getParent());
            Files.copy(other.getValue(), file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = to.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String html(String source) throws IOException {
        String markdown = Files.readString(root.resolve(source));
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .attributeProviderFactory(context -> (node, tag, attributes) -> adapt(source, node, attributes))
                .build();
        String body = renderer.render(PARSER.parse(markdown)).replace("@", "&#64;");
        Matcher title = TITLE.matcher(markdown);
        String name = title.find() ? title.group(1) : source;
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>" + name + "</title></head>\n<body>\n"
                + HEADING.matcher(body)
                        .replaceAll("$1{@index \"$2\" " + source + "}$3")
                        .replace(DOC_ROOT, "{@docRoot}/")
                + "</body>\n</html>\n";
    }

    private void adapt(String source, Node node, Map<String, String> attributes) {
        if (node instanceof TableBlock) {
            attributes.put("class", "striped");
        } else if (attributes.containsKey("align")) {
            attributes.put("style", "text-align: " + attributes.remove("align"));
        } else if (node instanceof Link link && isInside(link.getDestination())) {
            attributes.put("href", DOC_ROOT + target(source, link.getDestination()));
        } else if (node instanceof Image image && isInside(image.getDestination())) {
            Path file = file(source, image.getDestination());
            attributes.put(
                    "src", DOC_ROOT + beside(source, file, file.getFileName().toString()));
        }
    }

    private static boolean isInside(String link) {
        return !link.matches("(https?:|#).*");
    }

    /** Where a relative link of this Markdown leads to in the site; refuses those that lead nowhere. */
    private String target(String source, String link) {
        int hash = link.indexOf('#');
        String fragment = hash < 0 ? "" : link.substring(hash);
        Path file = file(source, hash < 0 ? link : link.substring(0, hash));
        String page = PAGES.get(root.relativize(file).toString().replace(File.separatorChar, '/'));
        if (page != null) {
            return page + fragment;
        }
        return beside(source, file, file.getFileName() + ".txt");
    }

    private Path file(String source, String link) {
        return root.resolve(source).resolveSibling(link).normalize();
    }

    /** Takes in a file that is no page, under this name beside the page that leads to it; returns its path in the site. */
    private String beside(String source, Path file, String name) {
        if (!Files.isRegularFile(file)) {
            throw new UncheckedIOException(new FileNotFoundException(source + " links to " + root.relativize(file)));
        }
        String path = PAGES.get(source).replaceFirst("[^/]*$", "") + name;
        others.put(path, file);
        return path;
    }
}
