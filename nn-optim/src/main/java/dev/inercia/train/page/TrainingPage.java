package dev.inercia.train.page;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.train.Listener;
import dev.inercia.train.Training;
import dev.inercia.web.Address;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Shows trainings in a browser while they run: losses and metrics, learning rate, gradient norms per layer, warnings,
 * the confusion matrix and the time left.
 *
 * <pre>{@code
 * TrainingPage page = TrainingPage.at(8080).savedAs(Path.of("training.html"));
 * System.out.println("Open " + page.open());
 * trainer.listener(page.named("mu 0.5")).train(data);
 * other.listener(page.named("mu 0.9")).train(data); // beside the first
 * }</pre>
 *
 * <p>All trainings of a program with the same address share one page, the last twelve. The page stays up after a
 * training until the program ends, see {@link #keptUp()}. Nobody who looks at it can change the training or hold it up:
 * the page is drawn on a thread of its own, at most four times a second, and a browser that does not keep up is dropped.
 * If the page cannot be opened, training goes on with a warning.
 *
 * @param address where it listens, by default on loopback only; if the port is in use, on one of the next nine
 * @param name of the run; if empty, its number
 * @param saved the file that the page is saved as when a training ends, as one self-contained page without a script;
 *     empty for none
 * @param isKeptUp true if the program is kept running after a training
 */
@CheckReturnValue
public record TrainingPage(Address address, Optional<String> name, Optional<Path> saved, boolean isKeptUp)
        implements Listener {

    /** Checks that nothing is null. */
    public TrainingPage {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(saved, "saved");
    }

    /**
     * A page for browsers on this machine.
     *
     * @param port such as 8080; 0 for any free one
     */
    public static TrainingPage at(int port) {
        return at(Address.loopback(port));
    }

    /** A page at an address, which may be {@link Address#openToNetwork open to the network}. */
    public static TrainingPage at(Address address) {
        return new TrainingPage(address, Optional.empty(), Optional.empty(), false);
    }

    /** Names the runs of trainings that have this listener. */
    public TrainingPage named(String newName) {
        return new TrainingPage(address, Optional.of(newName), saved, isKeptUp);
    }

    /** Saves the page, with all its runs, when a training ends. */
    public TrainingPage savedAs(Path file) {
        return new TrainingPage(address, name, Optional.of(file), isKeptUp);
    }

    /** Keeps the program running after a training, until it is killed or the page closed, so that it can be looked at. */
    public TrainingPage keptUp() {
        return new TrainingPage(address, name, saved, true);
    }

    /**
     * Opens the page if it is not open yet, which otherwise the first training does.
     *
     * @return its address for a browser
     * @throws IOException if neither the port nor one of the next nine is free
     */
    public URI open() throws IOException {
        return LivePage.at(address).server().uri();
    }

    /** Closes the page of this address, and forgets its runs. */
    public void close() {
        LivePage.close(address);
    }

    @Override
    public Listener bind(Training training) {
        try {
            LivePage page = LivePage.at(address);
            return new Watch(page, page.begin(name, training), saved, isKeptUp);
        } catch (IOException e) {
            return new Listener() {
                @Override
                public void onStart(Training started) {
                    started.warn("the page of the training cannot be opened, and training goes on without: "
                            + e.getMessage());
                }
            };
        }
    }
}
