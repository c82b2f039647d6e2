package dev.inercia.examples.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What programs compile against, as a text for each module, {@code src/main/api.txt}: a change of it shows in the review.
 * {@code -Dapi.write=true} writes what there is now.
 */
class PublicApiTest {

    static List<String> modules() {
        return Published.MODULES;
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** Whether programs can name it: it and all that it lies in. */
    private static boolean isVisible(Class<?> type) {
        return isVisible(type.getModifiers())
                && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()))
                && !type.isAnonymousClass()
                && !type.isSynthetic();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApiTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        return type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String head(Class<?> type) {
        String modifiers = Modifier.toString(type.getModifiers() & ~Modifier.INTERFACE & ~Modifier.STRICT);
        String parameters = type.getTypeParameters().length == 0
                ? ""
                : Stream.of(type.getTypeParameters()).map(Object::toString).collect(Collectors.joining(", ", "<", ">"));
        String above = type.getGenericSuperclass() == null
                        || Set.of(Object.class, Record.class).contains(type.getSuperclass())
                        || type.isEnum()
                ? ""
                : " extends " + type.getGenericSuperclass().getTypeName();
        String interfaces = Stream.of(type.getGenericInterfaces())
                .map(java.lang.reflect.Type::getTypeName)
                .sorted()
                .collect(Collectors.joining(", "));
        return modifiers + " " + kind(type) + " " + type.getName() + parameters + above
                + (interfaces.isEmpty() ? "" : " implements " + interfaces);
    }

    private static boolean isShown(Member member) {
        return isVisible(member.getModifiers()) && !member.isSynthetic();
    }

    private static String text(Member member) {
        if (member instanceof Field field) {
            return field.toGenericString();
        }
        return ((Executable) member).toGenericString();
    }

    private static boolean isInherited(Method method) {
        return Set.of("equals", "hashCode", "toString").contains(method.getName());
    }

    static List<String> api(Path classes) throws IOException {
        List<Class<?>> types;
        try (Stream<Path> files = Files.walk(classes)) {
            types = files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length())
                            .replace(java.io.File.separatorChar, '.'))
                    .sorted()
                    .<Class<?>>map(PublicApiTest::load)
                    .filter(PublicApiTest::isVisible)
                    .toList();
        }
        return types.stream()
                .flatMap(type -> {
                    Set<String> members = new TreeSet<>();
                    Stream.of(type.getDeclaredFields())
                            .filter(PublicApiTest::isShown)
                            .map(PublicApiTest::text)
                            .forEach(members::add);
                    Stream.of(type.getDeclaredConstructors())
                            .filter(PublicApiTest::isShown)
                            .map(PublicApiTest::text)
                            .forEach(members::add);
                    Stream.of(type.getDeclaredMethods())
                            .filter(method -> isShown(method) && !isInherited(method))
                            .map(PublicApiTest::text)
                            .forEach(members::add);
                    String owner = type.getName() + ".";
                    return Stream.concat(
                            Stream.of(head(type)), members.stream().map(member -> "    " + member.replace(owner, "")));
                })
                .toList();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void isAsWritten(String module) throws IOException {
        List<String> now = api(Published.module(module).resolve("target/classes"));
        Path written = Published.module(module).resolve("src/main/api.txt");
        if (Boolean.getBoolean("api.write")) {
            Files.write(written, now);
        }
        assertThat(now)
                .as(
                        "the API of %s; if this change is meant, write it: "
                                + "mvn -pl nn-examples -am test -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false "
                                + "-Dtest.jvm.args=-Dapi.write=true",
                        module)
                .isEqualTo(Files.readAllLines(written));
    }
}
