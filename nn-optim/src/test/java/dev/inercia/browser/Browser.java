package dev.inercia.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * A tab in headless Chromium, driven through the DevTools protocol. Tests that open one are skipped, visibly, where
 * Chromium is not installed. Every wait has a limit.
 */
public final class Browser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS = 30;
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final String session;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();

    private Browser(Process process, Path profile, URI tools) {
        this.process = process;
        this.profile = profile;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(tools, new Ear())
                .orTimeout(SECONDS, TimeUnit.SECONDS)
                .join();
        String target = call("", "Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asText();
        session = call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** Opens a browser; skips the test if there is none. */
    public static Browser open() {
        Optional<Path> program = program();
        assumeTrue(program.isPresent(), "Chromium is not installed, so pages are not tested in a browser");
        try {
            Path profile = Files.createTempDirectory("browser");
            Process process = new ProcessBuilder(
                            program.orElseThrow().toString(),
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-background-networking",
                            "--disable-extensions",
                            "--no-first-run",
                            "--hide-scrollbars",
                            "--force-color-profile=srgb",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Browser(process, profile, address(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> program() {
        String path = System.getenv().getOrDefault("PATH", "");
        return NAMES.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator))
                        .filter(directory -> !directory.isEmpty())
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Where the DevTools listen, which the browser says when it has started. */
    private static URI address(Process process) throws IOException {
        String before = "DevTools listening on ";
        CompletableFuture<String> said = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
                errors.lines().filter(line -> line.startsWith(before)).forEach(said::complete);
            } catch (IOException e) {
                said.completeExceptionally(e);
            }
            said.completeExceptionally(new IOException("The browser ended before it listened"));
        });
        reader.setDaemon(true);
        reader.start();
        try {
            return URI.create(said.orTimeout(SECONDS, TimeUnit.SECONDS).join().substring(before.length()));
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Hears answers, and what went wrong in the page. */
    private final class Ear implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
            text.append(data);
            if (isLast) {
                hear(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void hear(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            if (message.has("id")) {
                answers.remove(message.get("id").asInt()).complete(message);
            }
            String method = message.path("method").asText();
            JsonNode entry = message.path("params").path("entry");
            if (method.equals("Runtime.exceptionThrown")
                    || method.equals("Log.entryAdded")
                            && entry.path("level").asText().equals("error")) {
                problems.add(message.path("params").toString());
            }
        } catch (IOException e) {
            problems.add(e.toString());
        }
    }

    private JsonNode call(String toSession, String method, Map<String, ?> parameters) {
        try {
            int id = calls.incrementAndGet();
            CompletableFuture<JsonNode> answer = new CompletableFuture<>();
            answers.put(id, answer);
            Map<String, ?> message = toSession.isEmpty()
                    ? Map.of("id", id, "method", method, "params", parameters)
                    : Map.of("id", id, "method", method, "params", parameters, "sessionId", toSession);
            socket.sendText(JSON.writeValueAsString(message), true)
                    .orTimeout(SECONDS, TimeUnit.SECONDS)
                    .join();
            JsonNode result = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
            if (result.has("error")) {
                throw new IllegalStateException(method + ": " + result.get("error"));
            }
            return result.get("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls a method of the DevTools protocol for this tab. */
    public JsonNode call(String method, Map<String, ?> parameters) {
        return call(session, method, parameters);
    }

    /** Opens a page, and waits until it is loaded. */
    public void go(URI page) {
        call("Page.navigate", Map.of("url", page.toString()));
        await("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** The size of the window in CSS pixels. */
    public void resize(int width, int height, double pixelRatio, boolean isPhone) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", pixelRatio, "mobile", isPhone));
        call("Emulation.setTouchEmulationEnabled", Map.of("enabled", isPhone));
    }

    /** What the user prefers. */
    public void dark(boolean isDark) {
        Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** The value of a JavaScript expression; promises are awaited. */
    public JsonNode evaluate(String expression) {
        JsonNode result = call(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** The text of an element, as it is shown. */
    public String text(String selector) {
        return evaluate("document.querySelector('" + selector + "').innerText").asText();
    }

    /** Waits until an expression is true. */
    public void await(String expression) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!evaluate("!!(" + expression + ")").asBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + SECONDS + " s: " + expression + "; the page shows\n"
                        + evaluate("document.body.innerText").asText());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A mouse event, such as {@code mousePressed}, {@code mouseMoved} or {@code mouseReleased}, of the left button. */
    public void mouse(String type, double x, double y) {
        call(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1));
    }

    /** A touch event, such as {@code touchStart}, {@code touchMove} or {@code touchEnd}, of one finger. */
    public void touch(String type, double x, double y) {
        List<Map<String, Double>> points = type.equals("touchEnd") ? List.of() : List.of(Map.of("x", x, "y", y));
        call("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", points));
    }

    /** Presses and releases a key, such as {@code Tab}, {@code Enter} or {@code ArrowDown}. */
    public void key(String key) {
        Map<String, Integer> codes =
                Map.of("Tab", 9, "Enter", 13, "Escape", 27, " ", 32, "ArrowDown", 40, "Delete", 46);
        for (String type : List.of("keyDown", "keyUp")) {
            String text = type.equals("keyDown") && key.equals("Enter")
                    ? "\r"
                    : type.equals("keyDown") && key.equals(" ") ? " " : "";
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "windowsVirtualKeyCode", codes.get(key), "text", text));
        }
    }

    /** Errors of scripts, and what the content security policy refused, so far. */
    public List<String> problems() {
        return new ArrayList<>(problems);
    }

    /** The whole page as PNG. */
    public byte[] screenshot() {
        JsonNode png = call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        return Base64.getDecoder().decode(png.get("data").asText());
    }

    @Override
    public void close() {
        try {
            call("", "Browser.close", Map.of());
        } catch (RuntimeException e) {
            process.destroy();
        }
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(profile)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
