package dev.inercia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebServerTest {

    private static final long MILLI = 1_000_000;
    private static final Limits SHORT = new Limits(300 * MILLI, 300 * MILLI, 1_000 * MILLI);

    private final Events events = new Events(() -> "first");
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        Site site = new Site()
                .get("/", request -> Response.html("<p>Hello</p>"))
                .get("/query", request -> Response.json(request.query()))
                .get("/fails", request -> {
                    throw new IllegalStateException("secret");
                })
                .post("/echo", 1_000, request -> Response.bytes("application/octet-stream", request.body()))
                .resource("/test.txt", "text/plain", WebServerTest.class, "resource.txt")
                .events("/events", events);
        server = WebServer.start(site, Address.loopback(0), SHORT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int status(String request) throws IOException {
        return Wire.status(Wire.exchange(server, request));
    }

    private void assertServes() throws IOException {
        assertThat(status(Wire.get(server, "/", ""))).isEqualTo(200);
    }

    @Test
    void servesWhatItsTableHas() throws IOException {
        assertThat(Wire.exchange(server, Wire.get(server, "/", "")))
                .startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 12\r\n")
                .endsWith("\r\n\r\n<p>Hello</p>");
        assertThat(Wire.exchange(server, Wire.get(server, "/query?a=%20", ""))).endsWith("\r\n\r\na=%20");
        assertThat(Wire.exchange(server, Wire.get(server, "/test.txt", "")))
                .contains("Content-Type: text/plain; charset=utf-8")
                .endsWith("A resource.\n");
        assertThat(Wire.exchange(server, Wire.post(server, "/echo", "", "abc"))).endsWith("\r\n\r\nabc");
        assertThat(Wire.exchange(server, Wire.get(server, "/", "").replace("GET", "HEAD")))
                .contains("Content-Length: 12")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/test.txt", "/unknown", "/fails", "/events"})
    void allowsNoInlineScriptAnywhere(String path) throws IOException {
        try (Wire wire = new Wire(server)) {
            assertThat(wire.send(Wire.get(server, path, "")).until("\r\n\r\n"))
                    .contains("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'")
                    .doesNotContain("unsafe")
                    .contains("X-Content-Type-Options: nosniff");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:PORT, 200",
        "localhost:PORT, 200",
        "LOCALHOST:PORT, 200",
        "[::1]:PORT, 200",
        "evil.example:PORT, 421",
        "127.0.0.1.evil.example:PORT, 421",
        "evil.example, 421",
        "127.0.0.1, 421",
        "127.0.0.1:1, 421",
        "'', 421",
        "'127.0.0.1:PORT, evil.example', 421",
    })
    void answersForItsOwnHostsOnly(String host, int expected) throws IOException {
        String own = host.replace("PORT", String.valueOf(server.port()));
        assertThat(status("GET / HTTP/1.1\r\nHost: " + own + "\r\n\r\n")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:PORT, 200",
        "http://evil.example, 403",
        "http://evil.example:PORT, 403",
        "https://127.0.0.1:PORT, 403",
        "http://127.0.0.1:1, 403",
        "null, 403",
    })
    void answersItsOwnPagesOnly(String origin, int expected) throws IOException {
        String header = "Origin: " + origin.replace("PORT", String.valueOf(server.port())) + "\r\n";
        assertThat(status(Wire.post(server, "/echo", header, "abc"))).isEqualTo(expected);
        assertThat(status(Wire.get(server, "/", header))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/../../../../etc/passwd, 404",
        "/..%2f..%2fetc/passwd, 404",
        "/%2e%2e/%2e%2e/etc/passwd, 404",
        "//etc/passwd, 404",
        "/./, 404",
        "/test.txt/, 404",
        "/test.txt%00, 404",
        "/..\\..\\windows, 404",
        "/unknown, 404",
        "etc/passwd, 400",
        "http://evil.example/, 400",
        "*, 400",
    })
    void noPathLeadsOutOfTheTable(String path, int expected) throws IOException {
        assertThat(status(Wire.get(server, path, ""))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET / HTTP/1.1~~                                                     | 400
                    GET / HTTP/1.1~Host: H~Host: H~~                                     | 400
                    GET / HTTP/1.1~Host : H~~                                            | 400
                    GET / HTTP/1.1~Host: H~ continued~~                                  | 400
                    GET /  HTTP/1.1~Host: H~~                                            | 400
                    GET / HTTP/2.0~Host: H~~                                             | 505
                    nonsense~~                                                           | 400
                    DELETE / HTTP/1.1~Host: H~~                                          | 405
                    GET /echo HTTP/1.1~Host: H~~                                         | 405
                    POST /echo HTTP/1.1~Host: H~~                                        | 411
                    POST /echo HTTP/1.1~Host: H~Transfer-Encoding: chunked~~1~a~0~~      | 411
                    POST /echo HTTP/1.1~Host: H~Content-Length: 1001~~                   | 413
                    POST /echo HTTP/1.1~Host: H~Content-Length: 999999999999999999~~     | 413
                    POST /echo HTTP/1.1~Host: H~Content-Length: -1~~                     | 400
                    POST /echo HTTP/1.1~Host: H~Content-Length: 1~Content-Length: 2~~ab  | 400
                    GET / HTTP/1.1~Host: H~Content-Length: 5~~hello                      | 413
                    """)
    void refusesWhatIsNoProperRequest(String request, int expected) throws IOException {
        String text = request.strip().replace("~", "\r\n").replace("H\r", "127.0.0.1:" + server.port() + "\r");
        assertThat(status(text)).isEqualTo(expected);
    }

    @Test
    void saysWhichMethodsItAnswers() throws IOException {
        assertThat(Wire.exchange(server, Wire.get(server, "/", "").replace("GET", "PUT")))
                .contains("Allow: GET, HEAD\r\n");
    }

    @Test
    void aHeadOfFourMegabytesIsRefused() throws IOException {
        String long4 = "x".repeat(4 << 20);
        assertThat(status(Wire.get(server, "/", "X: " + long4 + "\r\n"))).isEqualTo(431);
        assertThat(status(Wire.get(server, "/", "X: y\r\n".repeat(700_000)))).isEqualTo(431);
        assertThat(status(Wire.get(server, "/" + long4, ""))).isEqualTo(414);
        assertThat(status(long4)).isEqualTo(414);
        assertThat(status(Wire.get(server, "/" + "x".repeat(5_000), ""))).isEqualTo(414);
        assertServes();
    }

    @Test
    void slowWritersAreSentAway() throws Exception {
        String request = Wire.post(server, "/echo", "", "abc");
        List<Wire> slow = new ArrayList<>();
        long start = System.nanoTime();
        for (String sent : List.of("", "G", request.substring(0, 20), request.substring(0, request.length() - 1))) {
            slow.add(new Wire(server).send(sent));
        }
        Wire dripping = new Wire(server);
        for (int i = 0; i < 20; i++) {
            dripping.send("G");
            TimeUnit.MILLISECONDS.sleep(20);
        }
        slow.add(dripping);
        for (Wire wire : slow) {
            assertThat(Wire.status(wire.rest())).isEqualTo(408);
            wire.close();
        }
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
        assertServes();
    }

    @Test
    void saysIfThereAreTooManyAndServesAgainAfterwards() throws Exception {
        try (WebServer patient = WebServer.start(new Site(), Address.loopback(0))) {
            List<Wire> silent = new ArrayList<>();
            for (int i = 0; i < 201; i++) {
                silent.add(new Wire(patient));
            }
            assertThat(Wire.status(silent.get(200).rest())).isEqualTo(503);
            for (Wire wire : silent) {
                wire.close();
            }
            int status = 503;
            for (int i = 0; i < 100 && status == 503; i++) {
                TimeUnit.MILLISECONDS.sleep(20);
                status = Wire.status(Wire.exchange(patient, Wire.get(patient, "/", "")));
            }
            assertThat(status).isEqualTo(404);
        }
    }

    @Test
    void aHandlersFailureIsNotTold() throws IOException {
        String response = Wire.exchange(server, Wire.get(server, "/fails", ""));
        assertThat(Wire.status(response)).isEqualTo(500);
        assertThat(response).doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    void survivesNoise() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            byte[] all = (Wire.get(server, "/", "").substring(0, random.nextInt(40))).getBytes();
            try (Wire wire = new Wire(server)) {
                wire.send(all).send(noise).send("\r\n\r\n");
                assertThat(Wire.status(wire.rest())).isBetween(400, 505);
            }
        }
        assertServes();
    }

    @Test
    void everyClientGetsEveryEventInOrder() throws Exception {
        try (Wire one = new Wire(server);
                Wire other = new Wire(server)) {
            for (Wire wire : List.of(one, other)) {
                assertThat(wire.send(Wire.get(server, "/events", "")).until("data: first\n\n"))
                        .contains("Content-Type: text/event-stream");
            }
            assertThat(events.clients()).isEqualTo(2);
            events.send("a\nb");
            events.send("c");
            for (Wire wire : List.of(one, other)) {
                assertThat(wire.until("data: c\n\n")).isEqualTo("data: a\ndata: b\n\ndata: c\n\n");
            }
        }
    }

    @Test
    void aClientThatDoesNotReadIsDroppedAndHoldsNobodyUp() throws Exception {
        String large = "x".repeat(1 << 20);
        try (Wire reads = new Wire(server);
                Wire stuck = new Wire(server)) {
            for (Wire wire : List.of(reads, stuck)) {
                wire.send(Wire.get(server, "/events", "")).until("data: first\n\n");
            }
            long slowest = 0;
            for (int i = 0; i < 40; i++) {
                long start = System.nanoTime();
                events.send(large);
                slowest = Math.max(slowest, System.nanoTime() - start);
                assertThat(reads.until("\n\n")).hasSize("data: \n\n".length() + large.length());
            }
            assertThat(slowest).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
            assertThat(events.clients()).isEqualTo(1);
        }
    }

    @Test
    void eightStreamsKeepNobodyElseWaiting() throws Exception {
        List<Wire> streams = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            streams.add(new Wire(server).send(Wire.get(server, "/events", "")));
            streams.get(i).until("data: first\n\n");
        }
        long start = System.nanoTime();
        assertServes();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(1));
        for (Wire stream : streams) {
            stream.close();
        }
    }

    @Test
    void takesTheNextPortIfOneIsInUse() throws IOException {
        try (WebServer next = WebServer.start(new Site(), Address.loopback(server.port()))) {
            assertThat(next.port()).isBetween(server.port() + 1, server.port() + 9);
            assertThat(next.uri()).hasToString("http://127.0.0.1:" + next.port() + "/");
        }
    }

    @Test
    void saysWhichPortsAreInUse() throws IOException {
        try (ServerSocket last = new ServerSocket()) {
            last.bind(new InetSocketAddress("127.0.0.1", 65535));
            assertThatThrownBy(() -> WebServer.start(new Site(), Address.loopback(65535)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No port from 65535 to 65535 is free; give another, or 0 for any free one");
        }
    }

    private static List<InetAddress> othersOfThisMachine() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
    }

    @Test
    void listensOnLoopbackUnlessToldOtherwise() throws IOException {
        for (InetAddress address : othersOfThisMachine()) {
            assertThatThrownBy(() -> new Socket(address, server.port()).close()).isInstanceOf(ConnectException.class);
        }
        try (WebServer open = WebServer.start(new Site(), Address.openToNetwork(0, "studio.local"))) {
            for (InetAddress address : othersOfThisMachine()) {
                new Socket(address, open.port()).close();
            }
            String request = "GET / HTTP/1.1\r\nHost: %s:" + open.port() + "\r\n\r\n";
            assertThat(Wire.status(Wire.exchange(open, request.formatted("studio.local"))))
                    .isEqualTo(404);
            assertThat(Wire.status(Wire.exchange(open, request.formatted("evil.example"))))
                    .isEqualTo(421);
        }
    }

    @Test
    void refusesAddressesThatMakeNoSense() {
        assertThatThrownBy(() -> Address.loopback(70_000))
                .hasMessage("Expected a port from 1 to 65535, or 0 for any free one, but got 70000");
        assertThatThrownBy(() -> Address.openToNetwork(8080))
                .hasMessage("Expected the names or addresses of this machine that clients use, but got none");
        assertThatThrownBy(() -> Address.openToNetwork(8080, "http://studio.local"))
                .hasMessageContaining("without http://");
        assertThatThrownBy(() -> new Site().get("/a", request -> null).get("/a", request -> null))
                .hasMessage("GET /a was already given an answer");
        assertThatThrownBy(() -> new Site().resource("/a", "text/css", WebServerTest.class, "missing.css"))
                .hasMessage("There is no resource 'missing.css' beside dev.inercia.web.WebServerTest");
    }

    @Test
    void nobodyIsServedAfterItsEnd() throws IOException {
        server.close();
        assertThatThrownBy(() -> new Wire(server)).isInstanceOf(ConnectException.class);
    }
}
