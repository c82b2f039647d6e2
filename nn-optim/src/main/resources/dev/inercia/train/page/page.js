"use strict";

// Shows what the server sends: finished parts of the page, by the id of the element that holds them.

const pause = document.getElementById("pause");
const link = document.getElementById("link");
let source = null;

function say(text) {
  if (link.textContent !== text) {
    link.textContent = text;
  }
}

function isPaused() {
  return pause.getAttribute("aria-pressed") === "true";
}

// What was opened stays open, and the keyboard stays where it was.
function replace(element, html) {
  const focusable = "summary, [tabindex]";
  const focused = [...element.querySelectorAll(focusable)].indexOf(document.activeElement);
  const scrolled = [...element.querySelectorAll(".scroll")].map(each => each.scrollLeft);
  const opened = [...element.querySelectorAll("details[open] > summary")].map(each => each.textContent);
  element.innerHTML = html;
  for (const summary of element.querySelectorAll("details > summary")) {
    summary.parentElement.open = opened.includes(summary.textContent);
  }
  element.querySelectorAll(".scroll").forEach((each, i) => { each.scrollLeft = scrolled[i] || 0; });
  if (focused >= 0) {
    element.querySelectorAll(focusable)[focused]?.focus({ preventScroll: true });
  }
}

function open() {
  if (source !== null || document.hidden || isPaused()) {
    return;
  }
  source = new EventSource("/events");
  source.onopen = () => say("Live");
  source.onerror = () => say("The program does not answer; this is what was last known");
  source.onmessage = event => {
    const parts = JSON.parse(event.data);
    for (const id of Object.keys(parts)) {
      const element = document.getElementById(id);
      if (element !== null) {
        replace(element, parts[id]);
      }
    }
  };
}

function close() {
  if (source !== null) {
    source.close();
    source = null;
  }
}

pause.addEventListener("click", () => {
  pause.setAttribute("aria-pressed", String(!isPaused()));
  if (isPaused()) {
    close();
    say("Paused");
  } else {
    open();
  }
});

// A browser keeps few connections to a server: a tab that nobody sees gives its own back.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    close();
  } else {
    open();
  }
});

open();
