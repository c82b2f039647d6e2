package dev.inercia.examples.site;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Follows every link of a folder of pages that stays in it: the file must exist, and what a fragment names must, too. */
public final class SiteLinks {

    /** The javadoc of JDK 17 makes this one, from the list of constants to itself, and leaves out what it names. */
    private static final String JAVADOCS_OWN = "constant-values.html: #dev.inercia,";

    private final Path site;
    /** What fragments may name, by page. */
    private final Map<Path, Set<String>> names = new HashMap<>();

    private final List<String> broken = new ArrayList<>();
    private int followed;
    private int outside;

    private SiteLinks(Path site) {
        this.site = site;
    }

    /** Checks the site in this folder, prints what was checked, and fails if a link leads nowhere. */
    public static void main(String[] args) throws IOException {
        SiteLinks links = of(Path.of(args[0]));
        System.out.println(links);
        if (!links.broken.isEmpty()) {
            throw new IllegalStateException(links.broken.size() + " broken links:\n" + String.join("\n", links.broken));
        }
    }

    static SiteLinks of(Path folder) throws IOException {
        SiteLinks links = new SiteLinks(folder.toAbsolutePath().normalize());
        Map<Path, List<String>> found = new HashMap<>();
        try (Stream<Path> files = Files.walk(links.site)) {
            for (Path page : files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList()) {
                found.put(page, links.read(page));
            }
        }
        found.forEach((page, hrefs) -> hrefs.forEach(href -> links.follow(page, href)));
        return links;
    }

    List<String> broken() {
        return broken;
    }

    /** Notes what fragments may name, and returns the links. */
    private List<String> read(Path page) throws IOException {
        Document document = Jsoup.parse(page, "UTF-8");
        Set<String> ids = new HashSet<>(document.select("[id]").eachAttr("id"));
        ids.addAll(document.select("a[name]").eachAttr("name"));
        names.put(page, ids);
        List<String> links = new ArrayList<>();
        for (Element element : document.select("[href], [src]")) {
            links.add(element.hasAttr("href") ? element.attr("href") : element.attr("src"));
        }
        return links;
    }

    private void follow(Path page, String href) {
        if (href.startsWith("javascript:")) {
            return;
        }
        URI link = URI.create(href);
        if (link.isAbsolute()) {
            outside++;
            return;
        }
        followed++;
        Path target = link.getPath().isEmpty()
                ? page
                : page.resolveSibling(link.getPath()).normalize();
        String fragment = link.getFragment();
        if (!target.startsWith(site) || !Files.isRegularFile(target)) {
            broken.add(site.relativize(page) + ": " + href);
        } else if (fragment != null
                && !fragment.isEmpty()
                && names.containsKey(target)
                && !names.get(target).contains(fragment)) {
            String found = site.relativize(page) + ": " + href + ", which names nothing there";
            if (!found.startsWith(JAVADOCS_OWN)) {
                broken.add(found);
            }
        }
    }

    @Override
    public String toString() {
        return names.size() + " pages, " + followed + " links within them, " + broken.size() + " broken, " + outside
                + " to elsewhere, not followed";
    }
}
