// The page: phones on a table, kept up to date by the world's stream of events; clock, calls and story around them.

import { Calls } from "./calls.js";
import { WorldClock } from "./clock.js";
import { remember, remembered } from "./memory.js";
import { seats } from "./seats.js";
import { follow, readMoments, readState, readStory } from "./server.js";
import { StoryBar } from "./story_bar.js";
import { Table } from "./table.js";
import { currentLanguage, fillWords, say, setLanguage } from "./words.js";

const asked = new URLSearchParams(location.search);
const at = (id) => document.getElementById(id);

setLanguage(asked.get("lang") ?? remembered("language") ?? "vi");
const table = new Table(at("phones"), at("shelf"), { onHolder: handOver, onPeople: readWorld });
const clock = new WorldClock(at("clock"));
const calls = new Calls(at("calls"));
const story = new StoryBar({
  bar: at("story"),
  begin: at("story-begin"),
  table,
  handOver,
  readWorld,
  speed: Number(asked.get("speed")) || 1,
  onBegun: () => closeHint(),
});

speak(currentLanguage());
at("language").onclick = () => speak(currentLanguage() === "vi" ? "en" : "vi");
at("hint-close").onclick = () => closeHint();
readStory().then((told) => {
  story.offer(told);
  showHint();
});
readMoments().then(({ moments }) => clock.offer(moments));
follow(notice, showLine);

function speak(language) {
  setLanguage(language);
  remember("language", currentLanguage());
  fillWords(document);
  at("language").textContent = say("otherLanguage");
  at("language").lang = currentLanguage() === "vi" ? "en" : "vi";
  for (const each of [table, clock, calls, story]) each.rename();
  showHint();
}

// --- the world ---

let world = null;

async function readWorld() {
  world = await readState();
  for (const phone of table.phones) phone.showWorld(world);
  clock.set(world);
  calls.showWorld(world);
  seat();
}

/** Gives each phone a holder when it has none (or its holder is gone after a reset). */
function seat() {
  const known = (id) => world.users.some((user) => user.id === id);
  const { group, ...people } = seats(world, asked);
  for (const [role, id] of Object.entries(people)) if (!known(table.phone(role).holder)) table.phone(role).hold(id);
  const panel = table.phone("group");
  for (const phone of table.phones) phone.shownApart = group.home;
  if (panel.home !== group.home || !known(panel.holder)) panel.hold(group.holder, group.home);
  table.arrange();
}

function handOver(role, user) {
  asked.set(role, String(user));
  history.replaceState(null, "", `?${asked}`);
  table.phone(role).hold(user);
  table.arrange();
}

// --- the stream ---

let rereading = null;

function notice(event) {
  for (const phone of table.phones) phone.notice(event);
  if (event.type === "call") return calls.notice();
  if (event.type === "clock") return clock.set(event);
  if (event.type === "reset") {
    for (const phone of table.phones) phone.hold(null, null);
    calls.forget();
  }
  const chats = world?.chats.map((chat) => chat.id) ?? [];
  if (event.chat === undefined || !chats.includes(event.chat)) rereadSoon();
}

/** The world changed in a way that no chat tells (a new person, group or bot): read it once, soon. */
function rereadSoon() {
  clearTimeout(rereading);
  rereading = setTimeout(() => readWorld().catch(() => {}), 150); // a lost line is shown already
}

function showLine(connected) {
  at("lost").hidden = connected;
  if (!connected) return;
  readWorld().catch(() => showLine(false));
  for (const phone of table.phones) phone.refresh();
}

// --- the first visit ---

function showHint() {
  at("hint-text").textContent = say(story.isOffered ? "hintStory" : "hint");
  at("hint").hidden = remembered("hint") === "seen";
  at("story-begin").classList.toggle("calling", !at("hint").hidden);
}

function closeHint() {
  remember("hint", "seen");
  showHint();
}
