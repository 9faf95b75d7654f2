// Messages as bubbles. The list is mended, not redrawn, so a playing voice and the reader's place stay.

import { fullName, icon, make, toneOf, written } from "./dom.js";
import { replyWhenSwiped } from "./swipe.js";
import { voicePlayer } from "./player.js";
import { currentLanguage, say } from "./words.js";

/**
 * Shows `messages` in the list. `reader` is the user who holds the phone; `actions` are `press(message, index)`,
 * `edit(message)` and `reply(message)`; `names` tells whether senders are named (in groups).
 */
export function showMessages(list, messages, { reader, names, actions }) {
  const lastFromBot = messages.findLast((message) => message.from.is_bot)?.message_id ?? 0;
  const byId = new Map(messages.map((message) => [message.message_id, message]));
  const topics = topicNames(messages);
  const standing = standingIn(list, messages);
  let place = list.firstElementChild;
  let lastDay = null;
  for (const message of messages) {
    const own = !message.from.is_bot && message.from.id === reader;
    const answered = own && message.message_id < lastFromBot;
    const quoted = byId.get(message.reply_to) ?? null;
    const newDay = lastDay !== null && dayOf(message.date) !== lastDay;
    lastDay = dayOf(message.date);
    const about = { own, answered, quoted, newDay, topic: topics.get(message.topic) ?? null };
    const state = JSON.stringify([message, answered, quoted?.text, newDay, about.topic, currentLanguage()]);
    const old = standing.get(String(message.message_id));
    const node = old?.dataset.state === state ? old : bubble(message, { ...about, names, actions, state });
    if (old && old !== node) swap(old, node, list);
    if (place === old) place = node;
    if (place === node) place = node.nextElementSibling;
    else list.insertBefore(node, place);
  }
  keepTabsShort(list);
}

/** The names of a forum's topics, as their service messages tell them. */
function topicNames(messages) {
  const names = new Map();
  for (const message of messages) {
    const name = (message.forum_topic_created ?? message.forum_topic_edited)?.name;
    if (name) names.set(message.topic, name);
  }
  return names;
}

/** Only the newest buttons are stops of the Tab key; older ones are reached with the arrows. */
function keepTabsShort(list) {
  const newest = list.querySelector("li:last-of-type .inline") ?? [...list.querySelectorAll(".inline")].at(-1);
  for (const key of list.querySelectorAll(".inline .key")) key.tabIndex = newest?.contains(key) ? 0 : -1;
}

/** The bubbles that stay, by message id; those of deleted messages leave the list. */
function standingIn(list, seen) {
  const ids = new Set(seen.map((message) => String(message.message_id)));
  for (const node of [...list.children]) if (!ids.has(node.dataset.id)) node.remove();
  return new Map([...list.children].map((node) => [node.dataset.id, node]));
}

function swap(old, node, list) {
  const focused = old.contains(document.activeElement);
  old.replaceWith(node);
  if (focused) (node.querySelector(".key") ?? list).focus({ preventScroll: true });
}

function bubble(message, { own, answered, quoted, newDay, topic, names, actions, state }) {
  const item = make("li", {
    class: own ? "message own" : "message",
    tabIndex: -1,
    data: { id: String(message.message_id), state },
  });
  const happened = serviceWords(message, topic);
  if (happened !== null) {
    item.className = "service";
    item.append(written("p", happened));
    return item;
  }
  const body = make("div", { class: message.file?.kind === "photo" ? "bubble pictured" : "bubble" });
  if (topic) body.append(written("small", say("inTopic", { topic }), { class: "about" }));
  if (names && !own) body.append(sender(message));
  if (message.forwarded_from) {
    body.append(written("small", say("forwarded", { who: message.forwarded_from }), { class: "about" }));
  }
  if (quoted) body.append(quote(quoted));
  body.append(...content(message), footer(message, own, answered, newDay));
  item.append(make("div", { class: "line" }, body, deeds(message, own, actions)));
  replyWhenSwiped(item, () => actions.reply(message));
  if (message.inline?.length > 0) item.append(inlineKeys(message, actions));
  return item;
}

/** What a service message tells, or null for a message somebody wrote. */
function serviceWords(message, topic) {
  if (message.pinned_message) return say("pinned", { who: message.from.first_name });
  if (message.forum_topic_created) return say("topicMade", { topic });
  if (message.forum_topic_edited) return say("topicChanged", { topic });
  if (message.forum_topic_closed) return say("topicClosed", { topic });
  if (message.forum_topic_reopened) return say("topicOpened", { topic });
  if (message.new_chat_members) return say("joined", { who: message.new_chat_members.map(fullName).join(", ") });
  if (message.left_chat_member) return say("left", { who: fullName(message.left_chat_member) });
  if (message.group_chat_created) return say("groupMade");
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return say("groupGrew");
  return null;
}

function sender(message) {
  const name = fullName(message.from);
  return written("span", name, { class: "sender", data: { tone: String(toneOf(name)) } });
}

function content(message) {
  const parts = [];
  if (message.file) parts.push(filePart(message.file));
  if (message.contact) parts.push(card("person", fullName(message.contact), message.contact.phone_number));
  if (message.location) parts.push(card("place", say("location"), pointText(message.location)));
  if (message.text) parts.push(written("p", message.text, { class: "text" }));
  if (parts.length === 0) parts.push(make("p", { class: "text broken" }, say("unknown")));
  return parts;
}

function filePart(file) {
  if (file.kind === "photo" && file.url) return picture(file);
  if ((file.kind === "voice" || file.kind === "audio") && file.url) return voicePlayer(file.url, file.seconds);
  if (file.kind === "sticker") return card("file", say("sticker"), file.name ?? "");
  return documentLink(file);
}

function picture(file) {
  const image = make("img", { class: "photo", src: file.url, alt: file.name ?? say("photo") });
  image.onerror = () => image.replaceWith(make("p", { class: "text broken" }, say("noPicture")));
  return image;
}

function documentLink(file) {
  const inside = card("file", file.name ?? say("document"), sizeText(file.size));
  return file.url ? make("a", { class: "file-link", href: file.url, download: file.name ?? "" }, inside) : inside;
}

function card(drawing, title, under) {
  const lines = make("span", { class: "card-lines" }, written("span", title), make("small", {}, under));
  return make("span", { class: "card" }, make("span", { class: "card-icon" }, icon(drawing)), lines);
}

function sizeText(bytes) {
  if (bytes === null || bytes === undefined) return "";
  const number = (value) => value.toLocaleString(currentLanguage(), { maximumFractionDigits: 1 });
  return bytes < 1048576 ? `${number(bytes / 1024)} KB` : `${number(bytes / 1048576)} MB`;
}

function pointText({ latitude, longitude }) {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

function footer(message, own, answered, newDay) {
  const foot = make("span", { class: "foot" });
  if (message.reactions?.length > 0) foot.append(make("span", {}, message.reactions.join(" ")));
  if (message.edited) foot.append(make("span", {}, say("edited")));
  foot.append(make("time", {}, newDay ? `${dayOf(message.date)} ${hour(message.date)}` : hour(message.date)));
  if (own) foot.append(ticks(answered));
  return foot;
}

function ticks(answered) {
  const word = say(answered ? "answered" : "sent");
  const marks = make("span", { class: answered ? "ticks read" : "ticks", title: word }, answered ? "✓✓" : "✓");
  marks.setAttribute("role", "img");
  marks.setAttribute("aria-label", word);
  return marks;
}

function hour(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString("vi-VN", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "Asia/Ho_Chi_Minh",
  });
}

/** The day of a message; shown when it is another one than that of the message before. */
function dayOf(seconds) {
  return new Date(seconds * 1000).toLocaleDateString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" });
}

function deeds(message, own, actions) {
  const reply = deed("reply", () => actions.reply(message));
  const edit = own && message.text && !message.file && !message.forwarded_from ? deed("edit", () => actions.edit(message)) : null;
  return make("span", { class: "deeds" }, reply, edit);
}

function deed(name, onclick) {
  return make(
    "button",
    { type: "button", class: `deed ${name}`, tabIndex: -1, label: say(name), title: say(name), onclick },
    icon(name),
  );
}

/** What a message answers, in a line. */
function quote(message) {
  const author = message.from.is_bot ? message.from.first_name : fullName(message.from);
  return make("div", { class: "quote" }, written("strong", author), written("span", shortText(message)));
}

/** A message in a few words. */
export function shortText(message) {
  return message.text?.split("\n")[0] || say(message.file?.kind === "voice" ? "voiceNote" : "document");
}

function inlineKeys(message, actions) {
  let index = 0;
  const rows = message.inline.map((row) =>
    make("div", { class: "row" }, ...row.map((key) => inlineKey(key, message, index++, actions))),
  );
  return make("div", { class: "inline" }, ...rows);
}

function inlineKey(key, message, index, actions) {
  if (key.url) {
    const address = /^https?:/i.test(key.url) ? key.url : null;
    return written("a", `${key.text} ↗`, { class: "key", href: address, target: "_blank", rel: "noopener noreferrer" });
  }
  const node = written("button", key.text, { type: "button", class: "key", data: { index: String(index) } });
  node.onclick = async () => {
    node.setAttribute("aria-busy", "true");
    await actions.press(message, index);
    node.removeAttribute("aria-busy");
  };
  return node;
}
