"use strict";

// Strokes are kept in units of the pad, so that they are the same on every screen; the server makes of them what the network
// sees. Everything that is shown comes back from it.

const $ = id => document.getElementById(id);
const pad = $("pad");
const PEN = 0.07;

let strokes = [];
let pointer = null;
let picture = null; // pixels of a picture that was opened, instead of strokes
let about = null; // the digit whose evidence was asked for
let shown = null; // the last answer
let took = 0; // milliseconds from the stroke to the answer shown
let status = null;
let pen = { x: 0.5, y: 0.5, isDown: false };

// ---- Drawing

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function paint() {
  const side = pad.clientWidth * devicePixelRatio;
  if (pad.width !== Math.round(side)) {
    pad.width = pad.height = Math.round(side);
  }
  const to = pad.getContext("2d");
  to.clearRect(0, 0, pad.width, pad.height);
  if (picture !== null) {
    paintPicture(to);
    return;
  }
  to.strokeStyle = colour("--plot-text");
  to.lineWidth = PEN * pad.width;
  to.lineCap = to.lineJoin = "round";
  for (const stroke of strokes) {
    to.beginPath();
    to.moveTo(stroke[0] * pad.width, stroke[1] * pad.width);
    for (let i = 0; i < stroke.length; i += 2) {
      to.lineTo(stroke[i] * pad.width, stroke[i + 1] * pad.width);
    }
    to.stroke();
  }
  if (document.activeElement === pad && pad.matches(":focus-visible")) {
    to.beginPath();
    to.arc(pen.x * pad.width, pen.y * pad.width, PEN * pad.width * 0.7, 0, 7);
    to.lineWidth = 2 * devicePixelRatio;
    to.strokeStyle = colour(pen.isDown ? "--c1" : "--c0");
    to.stroke();
  }
}

function paintPicture(to) {
  const small = document.createElement("canvas");
  small.width = small.height = 28;
  inkOn(small, picture);
  to.imageSmoothingEnabled = false;
  to.drawImage(small, 0, 0, pad.width, pad.height);
}

function place(event) {
  const box = pad.getBoundingClientRect();
  const at = (value, from, size) => Math.min(1, Math.max(0, (value - from) / size));
  return [at(event.clientX, box.left, box.width), at(event.clientY, box.top, box.height)];
}

function beginStroke(x, y) {
  picture = null;
  about = null;
  strokes.push([x, y]);
}

pad.addEventListener("pointerdown", event => {
  if (pointer !== null || event.button !== 0) {
    return;
  }
  pointer = event.pointerId;
  pad.setPointerCapture(pointer);
  beginStroke(...place(event));
  paint();
});

pad.addEventListener("pointermove", event => {
  if (event.pointerId !== pointer) {
    return;
  }
  const moves = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
  for (const move of moves.length > 0 ? moves : [event]) {
    strokes[strokes.length - 1].push(...place(move));
  }
  paint();
});

function endStroke(event) {
  if (event.pointerId === pointer) {
    pointer = null;
    pen.isDown = false;
    read();
  }
}

pad.addEventListener("pointerup", endStroke);
pad.addEventListener("pointercancel", endStroke);

pad.addEventListener("keydown", event => {
  const step = event.shiftKey ? 0.02 : 0.05;
  const way = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
  if (way) {
    pen.x = Math.min(1, Math.max(0, pen.x + way[0]));
    pen.y = Math.min(1, Math.max(0, pen.y + way[1]));
    if (pen.isDown) {
      strokes[strokes.length - 1].push(pen.x, pen.y);
    }
    paint();
  } else if (event.key === " ") {
    pen.isDown = !pen.isDown;
    if (pen.isDown) {
      beginStroke(pen.x, pen.y);
      paint();
    } else {
      paint();
      read();
    }
  } else if (event.key === "Backspace") {
    undo();
  } else if (event.key === "Delete") {
    clear();
  } else {
    return;
  }
  event.preventDefault();
});

pad.addEventListener("focus", paint);
pad.addEventListener("blur", paint);

function undo() {
  pen.isDown = false;
  if (picture === null) {
    strokes.pop();
  }
  picture = null;
  about = null;
  paint();
  read();
}

function clear() {
  pen.isDown = false;
  strokes = [];
  picture = null;
  about = null;
  paint();
  read();
}

$("undo").addEventListener("click", undo);
$("clear").addEventListener("click", clear);

// ---- Asking

async function post(path, body) {
  let response;
  try {
    response = await fetch(path, { method: "POST", body });
  } catch (e) {
    throw new Error("The program does not answer");
  }
  if (!response.ok) {
    throw new Error((await response.text()).trim());
  }
  return response.json();
}

let asked = 0;
let pending = false; // true while an answer is awaited

// The answer to what was asked last counts; an older one that comes late does not.
async function ask(path, body) {
  const number = ++asked;
  pending = true;
  const start = performance.now();
  try {
    const answer = await post(path, body);
    if (number === asked) {
      pending = false;
      show(answer);
      took = performance.now() - start;
      $("took").textContent = ` in ${Math.max(1, Math.round(took))} ms`;
      return answer;
    }
  } catch (e) {
    if (number === asked) {
      pending = false;
      showNothing(e.message);
    }
  }
  return null;
}

function read() {
  $("kept").textContent = "";
  if (picture !== null) {
    return ask("/digit", JSON.stringify({ pixels: picture, about }));
  }
  if (strokes.length === 0) {
    asked++;
    pending = false;
    showNothing("Nothing is drawn yet.");
    return null;
  }
  if (status === null || status.version === 0) {
    showNothing("Drawn; the network begins to read in a moment.");
    return null;
  }
  return ask("/digit", JSON.stringify({ strokes, about }));
}

async function openPicture(file) {
  if (!file) {
    return;
  }
  $("kept").textContent = "";
  const answer = await ask("/picture", file);
  if (answer !== null) {
    strokes = [];
    about = null;
    picture = answer.pixels;
    paint();
  }
}

$("open").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", () => {
  openPicture($("file").files[0]);
  $("file").value = "";
});

// A picture that misses the pad must not replace the page.
for (const type of ["dragover", "drop", "dragleave"]) {
  document.addEventListener(type, event => {
    event.preventDefault();
    $("drop").classList.toggle("over", type === "dragover");
    if (type === "drop") {
      openPicture(event.dataTransfer.files[0]);
    }
  });
}

// ---- Showing

const bars = [];
for (let digit = 0; digit < 10; digit++) {
  const bar = document.createElement("button");
  bar.type = "button";
  bar.innerHTML = `<b>${digit}</b><svg aria-hidden="true" viewBox="0 0 100 1" preserveAspectRatio="none">`
    + `<rect width="0" height="1"/></svg><span></span>`;
  bar.addEventListener("click", () => {
    about = digit;
    read();
  });
  $("bars").append(bar);
  bars.push(bar);
  const choice = document.createElement("button");
  choice.type = "button";
  choice.textContent = digit;
  choice.setAttribute("aria-label", `It is a ${digit}`);
  choice.disabled = true;
  choice.addEventListener("click", () => correct(digit));
  $("wrong").append(choice);
}
const choices = [...$("wrong").querySelectorAll("button")];

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

function bytes(text) {
  return Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
}

// Colours of pixels, by their index.
function pixelsOn(canvas, pixel) {
  const to = canvas.getContext("2d");
  const image = to.createImageData(canvas.width, canvas.height);
  for (let i = 0; i < canvas.width * canvas.height; i++) {
    const [red, green, blue, opacity] = pixel(i);
    image.data[4 * i] = red;
    image.data[4 * i + 1] = green;
    image.data[4 * i + 2] = blue;
    image.data[4 * i + 3] = opacity;
  }
  to.putImageData(image, 0, 0);
}

// As [r, g, b], whatever form the style sheet has; asked for once, until light and dark change.
const found = new Map();

function rgb(name) {
  if (!found.has(name)) {
    const to = document.createElement("canvas").getContext("2d");
    to.fillStyle = colour(name);
    to.fillRect(0, 0, 1, 1);
    found.set(name, [...to.getImageData(0, 0, 1, 1).data.slice(0, 3)]);
  }
  return found.get(name);
}

function inkOn(canvas, text) {
  const values = bytes(text);
  const ink = rgb("--plot-text");
  pixelsOn(canvas, i => [...ink, values[i]]);
}

function evidenceOn(canvas, answer) {
  const values = new Int8Array(bytes(answer.evidence).buffer);
  const ink = bytes(answer.pixels);
  const pro = rgb("--c0");
  const contra = rgb("--c1");
  const neutral = rgb("--plot-soft");
  pixelsOn(canvas, i => {
    const strength = Math.sqrt(Math.abs(values[i]) / 127);
    return strength > 0.1 ? [...(values[i] > 0 ? pro : contra), 255 * strength] : [...neutral, ink[i] / 8];
  });
}

function frameOf(layer) {
  const title = document.createElement("h3");
  title.textContent = layer.title;
  const maps = document.createElement("div");
  maps.className = "maps";
  maps.setAttribute("role", "img");
  maps.setAttribute("aria-label", layer.title);
  for (let from = 0; from < bytes(layer.values).length; from += layer.height * layer.width) {
    const map = document.createElement("canvas");
    map.width = layer.width;
    map.height = layer.height;
    maps.append(map);
  }
  return [title, maps];
}

let framed = "";

// The frames stay from answer to answer, because making them takes longer than all else.
function mapsOn(host, layers) {
  const titles = layers.map(layer => layer.title).join();
  if (framed !== titles) {
    framed = titles;
    host.replaceChildren(...layers.flatMap(frameOf));
  }
  const ink = rgb("--plot-text");
  host.querySelectorAll(".maps").forEach((maps, i) => {
    const values = bytes(layers[i].values);
    const size = layers[i].height * layers[i].width;
    maps.querySelectorAll("canvas").forEach((map, k) => pixelsOn(map, at => [...ink, values[k * size + at]]));
  });
}

function show(answer) {
  shown = answer;
  const sure = answer.probabilities[answer.digit];
  const big = document.createElement("b");
  big.textContent = answer.digit;
  const time = document.createElement("span");
  time.setAttribute("aria-hidden", "true");
  time.className = "hint";
  time.id = "took";
  $("reading").replaceChildren(big, `${percent(sure)} sure`, time);
  bars.forEach((bar, digit) => {
    const share = answer.probabilities[digit];
    bar.querySelector("rect").setAttribute("width", 100 * share);
    bar.querySelector("span").textContent = percent(share);
    bar.setAttribute("aria-pressed", String(digit === answer.about));
  });
  choices.forEach(choice => { choice.disabled = false; });
  redraw();
}

function redraw() {
  paint();
  for (const id of ["seen", "evidence"]) {
    $(id).getContext("2d").clearRect(0, 0, 28, 28);
  }
  mapsOn($("maps"), shown === null ? [] : shown.maps);
  if (shown === null) {
    return;
  }
  inkOn($("seen"), shown.pixels);
  evidenceOn($("evidence"), shown);
  $("about").textContent = `Which pixels speak for a ${shown.about}:`;
}

function showNothing(text) {
  shown = null;
  $("reading").textContent = text;
  $("about").textContent = "Which pixels speak";
  bars.forEach(bar => {
    bar.querySelector("rect").setAttribute("width", 0);
    bar.querySelector("span").textContent = "";
    bar.removeAttribute("aria-pressed");
  });
  choices.forEach(choice => { choice.disabled = true; });
  redraw();
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  found.clear();
  redraw();
});
new ResizeObserver(paint).observe(pad);

// ---- Correcting and training

async function change(path, body) {
  try {
    showStatus(await post(path, body));
    return true;
  } catch (e) {
    $("kept").textContent = e.message;
    return false;
  }
}

async function correct(label) {
  if (await change("/correction", JSON.stringify({ pixels: shown.pixels, label }))) {
    $("kept").textContent = `Kept as a ${label}.`;
  }
}

$("train").addEventListener("click", () => change("/training", JSON.stringify({ isMixed: $("mixed").checked })));
$("takeback").addEventListener("click", () => change("/training/takeback", ""));
$("forget").addEventListener("click", () => change("/correction/forget", ""));

function row(cells, type) {
  const line = document.createElement("tr");
  cells.forEach((text, i) => {
    const cell = document.createElement(i === 0 || type === "th" ? "th" : "td");
    cell.scope = i === 0 && type !== "th" ? "row" : "col";
    cell.textContent = text;
    line.append(cell);
  });
  return line;
}

function showEffect(effect) {
  if (!effect) {
    $("effect").replaceChildren();
    return;
  }
  const of = (right, all) => `${right} of ${all.toLocaleString("en")}, ${(100 * right / all).toFixed(2)} %`;
  const table = document.createElement("table");
  const caption = document.createElement("caption");
  caption.textContent = `Read rightly before and after training${effect.isMixed ? "" : " on the corrections alone"}, `
    + `${effect.seconds.toFixed(1)} s`;
  table.append(
    caption,
    row(["", "before", "after"], "th"),
    row(["corrections", of(effect.before, effect.corrections), of(effect.after, effect.corrections)]),
    row(["test digits", of(effect.testsBefore, effect.tests), of(effect.testsAfter, effect.tests)]));
  $("effect").replaceChildren(table);
}

const PHASES = { READY: "running", FAILED: "failed" };

function showStatus(next) {
  const before = status;
  const isBusy = next.phase !== "READY" && next.phase !== "FAILED";
  status = next;
  $("phase").textContent = next.phase.toLowerCase();
  $("phase").className = `state ${PHASES[next.phase] || "stopped"}`;
  // A screen reader need not hear every loss.
  $("text").setAttribute("aria-live", next.phase === "TRAINING" || next.phase === "TUNING" ? "off" : "polite");
  if ($("text").textContent !== next.text) {
    $("text").textContent = next.text;
  }
  $("progress").value = next.progress;
  $("progress").classList.toggle("shown", isBusy);
  $("facts").textContent = next.facts;
  $("count").textContent = next.corrections === 0
    ? "None yet. They are kept in a file beside the network."
    : `${next.corrections} kept in a file beside the network.`;
  $("train").disabled = next.corrections === 0 || isBusy || next.facts === "";
  $("forget").disabled = next.corrections === 0;
  $("takeback").hidden = !next.canTakeBack;
  showEffect(next.effect);
  if ((before === null || before.version !== next.version) && (strokes.length > 0 || picture !== null) && pointer === null) {
    read();
  }
}

let source = null;

function listen() {
  if (source !== null || document.hidden) {
    return;
  }
  source = new EventSource("/events");
  source.onmessage = event => showStatus(JSON.parse(event.data));
  source.onerror = () => {
    $("phase").textContent = "away";
    $("phase").className = "state failed";
    $("text").textContent = "The program does not answer.";
  };
}

// A browser keeps few connections to a server: a tab that nobody sees gives its own back.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    source?.close();
    source = null;
  } else {
    listen();
  }
});

showNothing("Nothing is drawn yet.");
listen();
