// Messages as bubbles. The list is mended, not redrawn, so a playing voice and the reader's place stay.

import { fullName, icon, make, toneOf, written } from "./dom.js";
import { voicePlayer } from "./player.js";
import { currentLanguage, say } from "./words.js";

/**
 * Shows `messages` in the list. `reader` is the user who holds the phone; `actions` are `press(message, index)`
 * and `edit(message)`; `names` tells whether senders are named (in groups).
 */
export function showMessages(list, messages, { reader, names, actions }) {
  const seen = messages.filter((message) => !message.deleted);
  const lastFromBot = seen.findLast((message) => message.from.is_bot)?.message_id ?? 0;
  const standing = standingIn(list, seen);
  let place = list.firstElementChild;
  for (const message of seen) {
    const own = !message.from.is_bot && message.from.id === reader;
    const answered = own && message.message_id < lastFromBot;
    const old = standing.get(String(message.message_id));
    const node =
      old?.dataset.state === stateOf(message, answered) ? old : bubble(message, { own, answered, names, actions });
    if (old && old !== node) swap(old, node, list);
    if (place === old) place = node;
    if (place === node) place = node.nextElementSibling;
    else list.insertBefore(node, place);
  }
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

function stateOf(message, answered) {
  return JSON.stringify([message, answered, currentLanguage()]);
}

function bubble(message, { own, answered, names, actions }) {
  const item = make("li", {
    class: own ? "message own" : "message",
    data: { id: String(message.message_id), state: stateOf(message, answered) },
  });
  const happened = serviceWords(message);
  if (happened !== null) {
    item.className = "service";
    item.append(written("p", happened));
    return item;
  }
  const body = make("div", { class: message.file?.kind === "photo" ? "bubble pictured" : "bubble" });
  if (names && !own) body.append(sender(message));
  body.append(...content(message), footer(message, own, answered));
  item.append(body);
  if (own && message.text && !message.file) item.append(editButton(message, actions));
  if (message.inline?.length > 0) item.append(inlineKeys(message, actions));
  return item;
}

/** What a service message tells, or null for a message somebody wrote. */
function serviceWords(message) {
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

function footer(message, own, answered) {
  const foot = make("span", { class: "foot" });
  if (message.edited) foot.append(make("span", {}, say("edited")));
  foot.append(make("time", {}, hour(message.date)));
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

function editButton(message, actions) {
  return make(
    "button",
    { type: "button", class: "edit", label: say("edit"), title: say("edit"), onclick: () => actions.edit(message) },
    icon("edit"),
  );
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
  const node = written("button", key.text, { type: "button", class: "key" });
  node.onclick = async () => {
    node.setAttribute("aria-busy", "true");
    await actions.press(message, index);
    node.removeAttribute("aria-busy");
  };
  return node;
}
