package dev.inercia.examples.pad;

import dev.inercia.plot.PlotStyle;
import dev.inercia.train.page.TrainingPage;
import dev.inercia.web.Address;
import dev.inercia.web.Events;
import dev.inercia.web.Site;
import dev.inercia.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A pad that is open: its page is up, and its network there or learning. */
public final class Pad implements AutoCloseable {

    private final Learning learning;
    private final WebServer server;

    private Pad(Learning learning, WebServer server) {
        this.learning = learning;
        this.server = server;
    }

    /**
     * Opens a pad; its network is loaded or trained in the background.
     *
     * @param address where its page is
     * @param directory for the network and the corrections
     * @param recipe for the network, if none is saved
     * @param data the digits, loaded in the background
     * @param isFresh true to train a network even if one is saved
     * @throws IOException if no port is free
     * @throws IllegalArgumentException or UncheckedIOException if the corrections cannot be read
     */
    public static Pad open(Address address, Path directory, Recipe recipe, Supplier<PadData> data, boolean isFresh)
            throws IOException {
        Corrections corrections = new Corrections(directory);
        Learning learning = new Learning(directory, recipe, data, corrections);
        Events events = new Events(() -> PadHandlers.json(learning.status()));
        PadHandlers handlers = new PadHandlers(learning, corrections);
        Site site = new Site()
                .resource("/", "text/html", Pad.class, "pad.html")
                .resource("/pad.js", "text/javascript", Pad.class, "pad.js")
                .resource("/pad.css", "text/css", Pad.class, "pad.css")
                .resource("/page.css", "text/css", TrainingPage.class, "page.css")
                .resource("/plot.css", "text/css", PlotStyle.class, "plot.css")
                .events("/events", events);
        Pad pad = new Pad(learning, WebServer.start(handlers.into(site), address));
        learning.onChange(status -> events.send(PadHandlers.json(status)));
        learning.onFirst(handlers::warmUp);
        learning.start(isFresh);
        return pad;
    }

    /** The address for a browser. */
    public URI uri() {
        return server.uri();
    }

    Learning learning() {
        return learning;
    }

    /** Closes the page; a training that runs is stopped. */
    @Override
    public void close() {
        server.close();
        learning.close();
    }
}
