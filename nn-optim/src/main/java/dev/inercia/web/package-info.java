/**
 * A small web server for pages on this machine, such as the page of a training: {@link dev.inercia.web.Site} is the
 * table of what it serves, {@link dev.inercia.web.WebServer} serves it, {@link dev.inercia.web.Events} pushes updates.
 *
 * <pre>{@code
 * Events events = new Events(() -> "{}");
 * Site site = new Site()
 *         .resource("/", "text/html", Pad.class, "pad.html")
 *         .resource("/pad.js", "text/javascript", Pad.class, "pad.js")
 *         .get("/state", request -> Response.json(state()))
 *         .post("/digit", 100_000, request -> Response.json(read(request.body())))
 *         .events("/events", events);
 * WebServer server = WebServer.start(site, Address.loopback(8080));
 * System.out.println("Open " + server.uri());
 * events.send("{\"epoch\":3}"); // never blocks
 * }</pre>
 *
 * <p>It serves what its table has and nothing else; no part of a request becomes a file name. It listens on loopback
 * unless {@link dev.inercia.web.Address#openToNetwork} says otherwise, refuses requests for other hosts and from other
 * sites, and sends a content security policy that allows scripts and styles from the server alone.
 *
 * <p>Why not {@code com.sun.net.httpserver}: it drops a request with too long a header without an answer, its limits of
 * time are system properties of the whole JVM, it accepts any number of connections, and a thread that writes to a
 * client that does not read can only be freed by an interrupt. Here each connection carries one request, which leaves
 * little to get wrong.
 *
 * <p>May know: nothing of the library.
 */
package dev.inercia.web;
