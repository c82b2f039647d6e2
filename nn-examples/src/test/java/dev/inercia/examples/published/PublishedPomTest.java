package dev.inercia.examples.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Maven Central's rules for POMs, and that a program needs nothing but what they name. */
class PublishedPomTest {

    static List<String> modules() {
        return Published.MODULES;
    }

    private static Element pom(Path module) throws IOException {
        Path path = module.resolve("target/consumer-pom.xml");
        Document document = Jsoup.parse(Files.readString(path), "", Parser.xmlParser());
        return document.selectFirst("project");
    }

    private static void requireMetadata(Element pom) {
        for (String path : List.of(
                "groupId",
                "artifactId",
                "version",
                "name",
                "description",
                "url",
                "licenses > license > name",
                "licenses > license > url",
                "developers > developer > name",
                "scm > url",
                "scm > connection",
                "scm > developerConnection")) {
            assertThat(pom.select("> " + path).eachText()).as(path).isNotEmpty().noneMatch(String::isBlank);
        }
        assertThat(pom.outerHtml()).as("nothing is left to be filled in").doesNotContain("${");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleStandsAlone(String module) throws IOException {
        Element pom = pom(Published.module(module));
        requireMetadata(pom);
        assertThat(pom.select("> artifactId").text()).isEqualTo(module);
        for (String section : List.of("parent", "build", "dependencyManagement", "repositories", "profiles")) {
            assertThat(pom.select("> " + section)).as(section).isEmpty();
        }
        for (Element dependency : pom.select("> dependencies > dependency")) {
            assertThat(dependency.select("> version").text())
                    .as(dependency.html())
                    .isNotBlank();
            assertThat(dependency.select("> scope").text())
                    .as(dependency.html())
                    .isIn("compile", "runtime");
        }
    }

    @Test
    void theParentIsABillOfMaterials() throws IOException {
        Element pom = pom(Path.of(".."));
        requireMetadata(pom);
        assertThat(pom.select("> dependencies")).isEmpty();
        List<String> managed = pom.select("> dependencyManagement > dependencies > dependency > artifactId")
                .eachText();
        assertThat(managed).containsAll(Published.MODULES).contains("nd4j-native-platform", "dnnl-platform");
        assertThat(managed).as("no tools of the build and its tests").doesNotContain("junit-jupiter", "picocli");
        for (String module : Published.MODULES) {
            for (Element dependency : pom(Published.module(module)).select("> dependencies > dependency")) {
                assertThat(managed)
                        .as("what a module brings")
                        .contains(dependency.select("> artifactId").text());
            }
        }
    }
}
