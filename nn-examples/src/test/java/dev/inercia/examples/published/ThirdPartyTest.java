package dev.inercia.examples.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the published modules bring along, by the bills of materials that the build makes. */
class ThirdPartyTest {

    /** Each allows use in a program of any kind; where a library offers several, one of them suffices. */
    private static final Set<String> COMPATIBLE = Set.of("Apache-2.0", "MIT");

    private static final Path LIST = Published.module("nn-core").resolve("THIRD-PARTY.md");

    /** The licences of each library, by its name and version. */
    private static Map<String, Set<String>> brought() throws IOException {
        Map<String, Set<String>> brought = new TreeMap<>();
        for (String module : Published.MODULES) {
            Path bill = Published.module(module).resolve("target/bom.json");
            assumeTrue(Files.exists(bill), "mvn verify makes " + bill + ", mvn test does not");
            for (JsonNode component :
                    new JsonMapper().readTree(Files.readString(bill)).get("components")) {
                String group = component.get("group").asString();
                if (group.equals("dev.inercia")) {
                    continue;
                }
                Set<String> licences = new TreeSet<>();
                for (JsonNode licence : component.path("licenses")) {
                    licences.add(licence.path("license").path("id").asString("unknown"));
                }
                String name = component.get("name").asString();
                brought.put(group + ":" + name + " " + component.get("version").asString(), licences);
            }
        }
        return brought;
    }

    @Test
    void everyLicenceIsCompatible() throws IOException {
        brought()
                .forEach((library, licences) -> assertThat(licences).as(library).containsAnyElementsOf(COMPATIBLE));
    }

    @Test
    void theListIsComplete() throws IOException {
        Map<String, Set<String>> brought = brought();
        Set<String> listed = Files.readAllLines(LIST).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .map(cells -> cells[1].strip().replace("`", "") + ": " + cells[2].strip())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = brought.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + String.join(" or ", entry.getValue()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(expected);
    }
}
