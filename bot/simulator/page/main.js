// Two phones side by side, kept up to date by the world's stream of events.

import { Phone } from "./phone.js";
import { follow, readState } from "./server.js";
import { currentLanguage, fillWords, say, setLanguage } from "./words.js";

const asked = new URLSearchParams(location.search);
const phones = ["citizen", "officer"].map(
  (role) => new Phone(role, { onHolder: (user) => handOver(role, user), onPeople: readWorld }),
);
const [citizen, officer] = phones;

speak(asked.get("lang") ?? remembered("language") ?? "vi");
document.getElementById("phones").append(...phones.map((phone) => phone.root));
document.getElementById("language").onclick = () => speak(currentLanguage() === "vi" ? "en" : "vi");
showHint();
follow(notice, showLine);

function speak(language) {
  setLanguage(language);
  remember("language", currentLanguage());
  fillWords(document);
  document.getElementById("language").textContent = say("otherLanguage");
  for (const phone of phones) phone.rename();
}

// --- the world ---

async function readWorld() {
  const world = await readState();
  for (const phone of phones) phone.showWorld(world);
  seat(world.users);
}

/** Gives each phone a holder when it has none (or its holder is gone after a reset). */
function seat(users) {
  const known = (id) => users.some((user) => user.id === id);
  const first = users[0]?.id ?? null;
  const staff = users.find((user) => user.username?.startsWith("officer")) ?? users[1];
  if (!known(citizen.holder)) citizen.hold(wanted("citizen", known) ?? first);
  if (!known(officer.holder)) officer.hold(wanted("officer", known) ?? staff?.id ?? first);
}

function wanted(role, known) {
  const id = Number(asked.get(role));
  return known(id) ? id : undefined;
}

function handOver(role, user) {
  asked.set(role, String(user));
  history.replaceState(null, "", `?${asked}`);
  phones.find((phone) => phone.role === role).hold(user);
}

// --- the stream ---

let rereading = null;

function notice(event) {
  for (const phone of phones) phone.notice(event);
  if (event.type === "call" || event.type === "clock") return;
  if (event.type === "reset") for (const phone of phones) phone.hold(null);
  const chats = citizen.world.chats.map((chat) => chat.id);
  if (event.chat === undefined || !chats.includes(event.chat)) rereadSoon();
}

/** The world changed in a way that no chat tells (a new person, group or bot): read it once, soon. */
function rereadSoon() {
  clearTimeout(rereading);
  rereading = setTimeout(() => readWorld().catch(() => {}), 150); // a lost line is shown already
}

function showLine(connected) {
  document.getElementById("lost").hidden = connected;
  if (!connected) return;
  readWorld().catch(() => showLine(false));
  for (const phone of phones) phone.refresh();
}

// --- the first visit ---

function showHint() {
  const hint = document.getElementById("hint");
  hint.hidden = remembered("hint") === "seen";
  document.getElementById("hint-close").onclick = () => {
    hint.hidden = true;
    remember("hint", "seen");
  };
}

function remembered(name) {
  try {
    return localStorage.getItem(`hoaban.${name}`);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`hoaban.${name}`, value);
  } catch {
    // a browser that keeps nothing: the page works without
  }
}
