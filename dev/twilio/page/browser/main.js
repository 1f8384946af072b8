// The telephone page: one tab, one telephone, one line.

import { connect } from "./connection.js";
import { duration, IDLE, next } from "./line.js";
import { openMedia } from "./media.js";
import { watchCalls } from "./running-calls.js";
import { play } from "./sounds.js";
import { lampOf, readable, spoken } from "./words.js";

const KEYS = "123456789*0#";
const OWN_NUMBER = "softphone-telephone-number";
const FORGET_MS = 4000;
/** A second click that was meant for Answer must not mute or end the call. */
const GUARD_MS = 600;

/** @param {string} id @returns {any} */
const at = (id) => document.getElementById(id);

let line = IDLE;
let own = sessionStorage.getItem(OWN_NUMBER) ?? fictional();
let chosen = false;
/** @type {Awaited<ReturnType<typeof openMedia>> | null} */
let media = null;
let offered = "";
let stopSound = () => {};
let guardUntil = 0;
const audio = new AudioContext();

/** A number that is set aside for fiction: +1 415 555 0100 to 0199. */
function fictional() {
  return `+1415555${String(100 + Math.floor(Math.random() * 100)).padStart(4, "0")}`;
}

const connection = connect({
  onUp() {
    connectionIs("yes", "Connected");
    connection.send({ type: "hold", number: own });
  },
  onDown() {
    connectionIs("no", "Reconnecting");
    happened({ type: "ended", message: "The simulator is gone" });
  },
  onMessage(message) {
    if (message.type === "numbers") showNumbers(message.numbers);
    else if (message.type === "held") held(message.number);
    else if (message.type === "taken") taken(message.number);
    else {
      if (message.type === "ring") offered = message.sdp;
      else if (message.sdp) void media?.accept(message.sdp);
      happened(message);
    }
  },
});

/** @param {any} event */
function happened(event) {
  const before = line;
  line = next(line, event, Date.now());
  if (line === before) return;
  if (line.phase !== before.phase) entered(before);
  show();
}

/** @param {import("./line.js").Line} before */
function entered(before) {
  stopSound();
  stopSound = () => {};
  if (line.phase === "ringing-in") stopSound = play(audio, "bell");
  if (line.phase === "ringing-out") stopSound = play(audio, "ringback");
  if (line.phase === "talking") guardUntil = Date.now() + GUARD_MS;
  const { word, who, say } = lampOf(line);
  const number = line.other === "" ? who : spoken(line.other);
  const urgent = line.phase === "ringing-in" || line.phase === "talking";
  at(urgent ? "assertive" : "polite").textContent = line.phase === "idle"
    ? ""
    : `${word}, ${number}. ${say}`;
  if (line.phase === "ended") {
    media?.close();
    media = null;
    const { id } = line;
    setTimeout(() => line.id === id && happened({ type: "forget" }), FORGET_MS);
  }
  const wanted = { "ringing-in": "answer", talking: "mute", placing: "hang-up" }[line.phase];
  // Focus follows what replaced the pressed control, but never leaves a field in which somebody types.
  if (wanted && document.activeElement !== at("own-input")) {
    requestAnimationFrame(() => at(wanted).focus());
  }
  if (
    line.phase === "idle" && before.phase === "ended" && document.activeElement === document.body
  ) {
    at("numbers").querySelector("button")?.focus();
  }
}

function show() {
  const { tone, arcs, icon, word, who, say } = lampOf(line);
  const lamp = at("lamp");
  lamp.dataset.tone = tone;
  lamp.toggleAttribute("data-arcs", arcs);
  at("lamp-icon").setAttribute("href", `#i-${icon}`);
  at("lamp-word").textContent = word;
  at("lamp-who").textContent = who;
  at("lamp-say").textContent = line.phase === "talking" && media && !media.hasMicrophone
    ? "No microphone: they can't hear you."
    : say;
  const talking = line.phase === "talking";
  const ringing = line.phase === "ringing-in";
  const calling = line.phase === "placing" || line.phase === "ringing-out" ||
    line.phase === "picking-up";
  at("meters").hidden = !talking;
  at("actions-ring").hidden = !ringing;
  at("actions-call").hidden = !(talking || calling);
  at("mute").disabled = !talking;
  at("own-change").disabled = talking || ringing || calling;
  at("mute").setAttribute("aria-pressed", String(line.muted));
  at("mute-word").textContent = line.muted ? "Unmute" : "Mute";
  at("mute-icon").setAttribute("href", line.muted ? "#i-mic-off" : "#i-mic");
  at("hang-up-word").textContent = calling ? "Cancel call" : "Hang up";
  at("keys").hidden = !talking;
  at("pressed").textContent = line.keys || "none yet";
  at("callable").hidden = talking || ringing || calling;
  document.title = ringing
    ? `● ${readable(line.other)} calls`
    : talking
    ? `On call ${readable(line.other)}`
    : `Telephone ${readable(own)}`;
  tick();
}

function tick() {
  const guarded = String(Date.now() < guardUntil);
  at("mute").setAttribute("aria-disabled", guarded);
  at("hang-up").setAttribute("aria-disabled", guarded);
  const running = line.phase !== "idle" && line.phase !== "ended";
  at("lamp-time").textContent = running ? duration(Date.now() - line.since) : "";
  const { you, them } = media && line.phase === "talking" ? media.levels() : { you: 0, them: 0 };
  at("meter-you").style.setProperty("--level", String(line.muted ? 0 : you));
  at("meter-them").style.setProperty("--level", String(them));
}

/** @param {string} to */
async function call(to) {
  if (line.phase !== "idle" && line.phase !== "ended") return;
  const id = crypto.randomUUID();
  void audio.resume();
  happened({ type: "place", id, to });
  media = await openMedia({ ear: at("ear"), context: audio });
  const sdp = await media.offer();
  if (line.id !== id || line.phase === "ended") return media.close();
  if (!connection.send({ type: "call", id, to, sdp })) {
    happened({ type: "ended", id, message: "The simulator is gone" });
  }
}

async function answer() {
  const { id } = line;
  void audio.resume();
  happened({ type: "pick up", id });
  media = await openMedia({ ear: at("ear"), context: audio });
  const sdp = await media.answer(offered);
  if (line.id !== id || line.phase === "ended") return media.close();
  connection.send({ type: "answer", id, sdp });
}

/** @param {"reject" | "hangup"} how */
function leave(how) {
  if (Date.now() < guardUntil) return;
  happened({ type: "leave" });
  connection.send({ type: how, id: line.id });
}

/** @param {string} digits */
function press(digits) {
  if (line.phase !== "talking") return;
  connection.send({ type: "digits", id: line.id, digits });
  happened({ type: "keys", digits });
}

/** @param {string} up @param {string} words */
function connectionIs(up, words) {
  at("link").dataset.up = up;
  at("link").textContent = words;
}

/** @param {string} number */
function held(number) {
  own = number;
  chosen = false;
  sessionStorage.setItem(OWN_NUMBER, number);
  at("own-number").textContent = readable(number);
  edit(false);
  show();
}

/** @param {string} number */
function taken(number) {
  if (!chosen) {
    own = fictional();
    connection.send({ type: "hold", number: own });
    return;
  }
  at("own-problem").textContent = `${readable(number)} is another tab's telephone.`;
}

/** @param {boolean} on */
function edit(on) {
  at("own-problem").textContent = "";
  const had = at("own-form").contains(document.activeElement);
  at("own-form").hidden = !on;
  at("own-shown").hidden = on;
  if (on) {
    at("own-input").value = own;
    at("own-input").select();
  } else if (had) at("own-change").focus();
}

/** @param {{phoneNumber: string, friendlyName: string, accountName: string}[]} numbers */
function showNumbers(numbers) {
  at("no-numbers").hidden = numbers.length > 0;
  at("numbers").replaceChildren(...numbers.map(({ phoneNumber, friendlyName, accountName }) => {
    const row = at("number-row").content.cloneNode(true);
    row.querySelector("b").textContent = readable(phoneNumber);
    row.querySelector("small").textContent = [friendlyName, accountName].filter((name) =>
      name !== phoneNumber
    ).join(", ");
    const button = row.querySelector("button");
    button.setAttribute("aria-label", `Call ${spoken(phoneNumber)}`);
    button.addEventListener("click", () => call(phoneNumber));
    return row;
  }));
}

for (const key of KEYS) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = key;
  button.dataset.key = key;
  button.addEventListener("click", () => press(key));
  at("keypad").append(button);
}
addEventListener("keydown", ({ key, target, ctrlKey, altKey, metaKey }) => {
  if (target === at("own-input") || ctrlKey || altKey || metaKey || !KEYS.includes(key)) return;
  press(key);
  const button = at("keypad").querySelector(`[data-key="${CSS.escape(key)}"]`);
  button?.classList.add("hit");
  setTimeout(() => button?.classList.remove("hit"), 90);
});
at("answer").addEventListener("click", answer);
at("decline").addEventListener("click", () => leave("reject"));
at("hang-up").addEventListener("click", () => leave("hangup"));
at("mute").addEventListener("click", () => {
  if (Date.now() < guardUntil) return;
  media?.mute(!line.muted);
  happened({ type: "mute", on: !line.muted });
});
at("own-change").addEventListener("click", () => edit(true));
at("own-cancel").addEventListener("click", () => edit(false));
at("own-form").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const number = at("own-input").value.replaceAll(/[\s().-]/g, "");
  if (!/^\+[1-9]\d{6,14}$/.test(number)) {
    at("own-problem").textContent =
      "Write the number with + and its country code, as +14155550142.";
    return;
  }
  chosen = true;
  connection.send({ type: "hold", number });
});
setInterval(tick, 100);
at("own-number").textContent = readable(own);
show();
watchCalls({
  running: at("running"),
  none: at("no-calls"),
  over: at("ended"),
  overPart: at("ended-part"),
});
