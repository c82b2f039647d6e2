package dev.inercia.train.page;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Sgd;
import dev.inercia.train.Listener;
import dev.inercia.train.Trainer;
import dev.inercia.train.Training;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Measures what lookers-on cost a training: the median step of 784-30-10 in batches of 10, without a page, and with a page
 * and 50 clients that read all that they are sent, in five interleaved pairs. A main, not a test.
 */
final class WatchedSoak {

    private static final int CLIENTS = 50;
    private static final int PAIRS = 5;
    private static final int STEPS = 100_000;

    private WatchedSoak() {}

    public static void main(String[] args) throws IOException {
        Random random = new Random(1);
        float[][] x = new float[10_000][784];
        int[] y = new int[10_000];
        for (int i = 0; i < y.length; i++) {
            y[i] = random.nextInt(10);
            for (int j = 0; j < 784; j++) {
                x[i][j] = random.nextFloat() < 0.2 ? random.nextFloat() : 0;
            }
        }
        Dataset data = Dataset.of(x, y);
        TrainingPage page = TrainingPage.at(0);
        URI address = page.open();
        medianMicros(data, List.of(page));
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            double alone = medianMicros(data, List.of());
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(client(address));
            }
            double watched = medianMicros(data, List.of(page));
            for (Socket client : clients) {
                client.close();
            }
            ratios.add(watched / alone);
            System.out.printf(
                    Locale.ROOT, "alone %.2f us, watched %.2f us, ratio %.3f%n", alone, watched, watched / alone);
        }
        ratios.sort(null);
        System.out.printf(Locale.ROOT, "median ratio %.3f%n", ratios.get(PAIRS / 2));
        page.close();
    }

    private static Socket client(URI address) throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort());
        String request = "GET /events HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        Thread reader = new Thread(() -> {
            byte[] buffer = new byte[1 << 16];
            try {
                while (socket.getInputStream().read(buffer) >= 0) {
                    Thread.sleep(1);
                }
            } catch (IOException | InterruptedException e) {
                return; // closed at the end
            }
        });
        reader.setDaemon(true);
        reader.start();
        return socket;
    }

    private static double medianMicros(Dataset data, List<Listener> listeners) {
        Network network = Network.input(784)
                .layer(new Dense(30, new Sigmoid()))
                .layer(new Dense(10))
                .output(new Softmax())
                .build();
        long[] nanos = new long[STEPS];
        Listener clock = new Listener() {
            private long before = System.nanoTime();
            private int step;

            @Override
            public void onStep(Training training) {
                long now = System.nanoTime();
                nanos[step++] = now - before;
                before = now;
            }
        };
        Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.5))
                .batchSize(10)
                .epochs(STEPS / (data.size() / 10))
                .listeners(listeners)
                .listener(clock);
        trainer.train(data);
        Arrays.sort(nanos);
        return nanos[STEPS / 2] / 1e3;
    }
}
