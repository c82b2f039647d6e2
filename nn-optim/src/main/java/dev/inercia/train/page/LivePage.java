package dev.inercia.train.page;

import dev.inercia.plot.PlotStyle;
import dev.inercia.train.Training;
import dev.inercia.web.Address;
import dev.inercia.web.Events;
import dev.inercia.web.Response;
import dev.inercia.web.Site;
import dev.inercia.web.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page that is open: its server, and the runs on it. Draws at most four times a second, on a thread of its own, and
 * only if somebody looks; plots at most once a second.
 */
final class LivePage {

    private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);

    private static final long TICK_MILLIS = 250;
    private static final int TICKS_PER_PLOT = 4;
    private static final int MOST_RUNS = 12;

    private static final Map<Address, LivePage> OPEN = new HashMap<>();

    private final List<Run> runs = new ArrayList<>();
    private final Events events = new Events(() -> Fragments.json(Fragments.of(runs())));
    private final WebServer server;
    private final ScheduledExecutorService ticker;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean isKeptUp;
    private int begun;

    /** What the clients have; used by the ticker alone. */
    private final Map<String, String> sent = new HashMap<>();

    private long textVersion = -1;
    private long plotVersion = -1;
    private int tick;

    private LivePage(Address address) throws IOException {
        Site site = new Site()
                .resource("/", "text/html", LivePage.class, "page.html")
                .resource("/page.js", "text/javascript", LivePage.class, "page.js")
                .resource("/page.css", "text/css", LivePage.class, "page.css")
                .resource("/plot.css", "text/css", PlotStyle.class, "plot.css")
                .get("/saved.html", request -> Response.html(html()))
                .events("/events", events);
        server = WebServer.start(site, address);
        ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "inercia-training-page");
            thread.setDaemon(true);
            return thread;
        });
        ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        if (address.port() != 0 && server.port() != address.port()) {
            LOG.warn("Port {} is in use, so the page of the training is at {}", address.port(), server.uri());
        } else {
            LOG.info("The page of the training is at {}", server.uri());
        }
    }

    /** The page at an address, opened if it is not yet. */
    static LivePage at(Address address) throws IOException {
        synchronized (OPEN) {
            LivePage page = OPEN.get(address);
            if (page == null) {
                page = new LivePage(address);
                OPEN.put(address, page);
            }
            return page;
        }
    }

    /** Closes the page at an address, if there is one. */
    static void close(Address address) {
        LivePage page;
        synchronized (OPEN) {
            page = OPEN.remove(address);
        }
        if (page != null) {
            page.ticker.shutdownNow();
            page.server.close();
            page.closed.countDown();
        }
    }

    WebServer server() {
        return server;
    }

    Run begin(Optional<String> name, Training training) {
        synchronized (runs) {
            begun++;
            Run run = new Run(name.orElse("Run " + begun), training);
            if (runs.size() == MOST_RUNS) {
                runs.remove(0);
            }
            runs.add(run);
            return run;
        }
    }

    private List<Run> runs() {
        synchronized (runs) {
            return List.copyOf(runs);
        }
    }

    private void tick() {
        try {
            tick++;
            List<Run> all = runs();
            long version = all.stream().mapToLong(run -> run.version() + 1).sum();
            if (events.clients() == 0) {
                return;
            }
            if (version != textVersion) {
                textVersion = version;
                send(Fragments.ofText(all));
            }
            if (version != plotVersion && tick % TICKS_PER_PLOT == 0) {
                plotVersion = version;
                send(Fragments.ofPlots(all));
            }
        } catch (RuntimeException e) {
            LOG.warn("The page of the training could not be drawn", e);
        }
    }

    /** Sends what has changed. */
    private void send(Map<String, String> parts) {
        Map<String, String> changed = new HashMap<>(parts);
        changed.entrySet().removeAll(sent.entrySet());
        if (!changed.isEmpty()) {
            events.send(Fragments.json(changed));
            sent.putAll(changed);
        }
    }

    /** As one file. */
    String html() {
        return Fragments.document(runs());
    }

    void save(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.writeString(file, html());
    }

    /** Keeps the program running until the page is closed. */
    synchronized void keepUp() {
        if (!isKeptUp) {
            isKeptUp = true;
            Thread thread = new Thread(
                    () -> {
                        try {
                            closed.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "inercia-training-page-open");
            thread.setDaemon(false);
            thread.start();
        }
    }
}
