package dev.inercia.web;

import java.util.List;
import java.util.Objects;

/**
 * Where a {@link WebServer} listens, and for whom.
 *
 * @param port the first port to try, from 1 to 65535; 0 for any free one
 * @param hosts the names or addresses under which clients may ask for the server, without the port; a request for
 *     another host is refused, so that no other site can reach the server through a name of its own (DNS rebinding)
 * @param isOpenToNetwork false to listen on loopback only
 */
public record Address(int port, List<String> hosts, boolean isOpenToNetwork) {

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

    /** Checks the port, and copies the hosts. */
    public Address {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException(
                    "Expected a port from 1 to 65535, or 0 for any free one, but got " + port);
        }
        hosts = List.copyOf(hosts);
        for (String host : hosts) {
            if (!host.matches("[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+]")) {
                throw new IllegalArgumentException("Expected a host such as 192.168.1.20, without http:// and without"
                        + " a port, but got '" + Objects.toString(host) + "'");
            }
        }
    }

    /** Only programs on this machine can connect. */
    public static Address loopback(int port) {
        return new Address(port, LOOPBACK, false);
    }

    /**
     * Everybody in the network can connect, without a password.
     *
     * @param hosts the names or addresses of this machine that clients use, such as {@code 192.168.1.20}; at least one
     */
    public static Address openToNetwork(int port, String... hosts) {
        if (hosts.length == 0) {
            throw new IllegalArgumentException(
                    "Expected the names or addresses of this machine that clients use, but got none");
        }
        return new Address(port, List.of(hosts), true);
    }

    /** True if a client may ask for this host, as its header {@code Host} says it. */
    boolean allows(String host, int actualPort) {
        String name = host.endsWith(":" + actualPort)
                ? host.substring(0, host.length() - String.valueOf(actualPort).length() - 1)
                : actualPort == 80 ? host : "";
        return hosts.stream().anyMatch(name::equalsIgnoreCase)
                || isOpenToNetwork && LOOPBACK.stream().anyMatch(name::equalsIgnoreCase);
    }
}
