package dev.inercia.web;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a {@link Site}. A request has at most 16 KB of head and as much body as its route allows, each to arrive within
 * five seconds; a client that does not read for ten seconds is dropped; at most {@value #MOST_CONNECTIONS} connections
 * are served at a time. All threads are daemons: the server ends with the program, or when closed.
 */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    /** Ports to try, the first included. */
    private static final int TRIED_PORTS = 10;

    private static final int MOST_CONNECTIONS = 200;
    private static final int BACKLOG = 50;
    private static final long WATCH_MILLIS = 500;

    private final Site site;
    private final Address address;
    private final Limits limits;
    private final ServerSocket socket;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers;
    private final Thread acceptor;

    private WebServer(Site site, Address address, Limits limits, ServerSocket socket) {
        this.site = site;
        this.address = address;
        this.limits = limits;
        this.socket = socket;
        workers = new ThreadPoolExecutor(
                0, MOST_CONNECTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> daemon(task, "client"));
        acceptor = daemon(this::accept, "accept");
    }

    /**
     * Starts a server on the address's port; if that is in use, on one of the next nine.
     *
     * @throws IOException if all of these ports are in use, or none may be opened
     */
    public static WebServer start(Site site, Address address) throws IOException {
        return start(site, address, Limits.DEFAULT);
    }

    static WebServer start(Site site, Address address, Limits limits) throws IOException {
        Objects.requireNonNull(site, "site");
        WebServer server = new WebServer(site, address, limits, bind(address));
        server.acceptor.start();
        server.daemon(server::watch, "watch").start();
        return server;
    }

    private static ServerSocket bind(Address address) throws IOException {
        InetAddress host = address.isOpenToNetwork() ? null : InetAddress.getByName("127.0.0.1");
        int last = address.port() == 0 ? 0 : Math.min(65535, address.port() + TRIED_PORTS - 1);
        BindException refused = null;
        for (int port = address.port(); port <= last; port++) {
            ServerSocket socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(host, port), BACKLOG);
                return socket;
            } catch (BindException e) {
                refused = e;
                socket.close();
            }
        }
        throw new IOException(
                "No port from " + address.port() + " to " + last + " is free; give another, or 0 for any free one",
                refused);
    }

    private Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, "inercia-web-" + port() + "-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                serve(socket.accept());
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("A connection could not be accepted: {}", e.toString());
                    pause(); // such as too many open files, which may pass
                }
            }
        }
    }

    private void serve(Socket client) {
        Connection connection = new Connection(this, client);
        connections.add(connection);
        try {
            workers.execute(connection);
        } catch (RejectedExecutionException e) {
            connection.refuse();
        }
    }

    private void watch() {
        while (!socket.isClosed()) {
            pause();
            long now = System.nanoTime();
            connections.forEach(connection -> connection.closeIfStuck(now));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(WATCH_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Site site() {
        return site;
    }

    Address address() {
        return address;
    }

    Limits limits() {
        return limits;
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }

    /** The port on which it listens. */
    public int port() {
        return socket.getLocalPort();
    }

    /** The address for a browser, such as {@code http://127.0.0.1:8080/}. */
    public URI uri() {
        return URI.create("http://" + address.hosts().get(0) + ":" + port() + "/");
    }

    /** Stops listening and drops all clients. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("The port could not be closed", e);
        }
        workers.shutdownNow();
        connections.forEach(Connection::close);
        try {
            acceptor.join(1_000); // it holds the port until it has noticed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
