// Whether an act of a story fits what stands on a phone right now, and where its button is.

/** What the act needs, or null when it does not fit: `{press}` for a press, `{}` for everything else. */
export function fit(act, phone, sign) {
  switch (act.does) {
    case "start":
      return phone.messages.length === 0 ? {} : null;
    case "press":
      return isTime(act, phone, sign) ? keyFor(act, phone, sign) : null;
    default:
      return isTime(act, phone, sign) ? {} : null;
  }
}

/** The newest match of the story's sign in its phone's chat. */
export function signOf(story, phone) {
  if (!story.sign) return null;
  const pattern = new RegExp(story.sign.pattern);
  const matches = phone.messages.map((message) => message.text?.match(pattern)?.[1]);
  return matches.findLast(Boolean) ?? null;
}

/** What there is to read before the act: the message it is about, or what came to the phone after message `seen`. */
export function freshWords(act, phone, sign, seen) {
  if (act.about) return phone.messages.findLast((message) => message.text?.includes(sign))?.text ?? "";
  const fresh = phone.messages.filter((message) => message.message_id > seen && message.from.id !== phone.holder);
  return fresh.map((message) => message.text ?? "").join(" ");
}

function isTime(act, phone, sign) {
  if (!act.after) return true;
  const heard = act.does === "read" ? phone.messages : phone.messages.filter((message) => message.from.is_bot);
  const newest = heard.at(-1)?.text ?? "";
  return newest.includes(act.after) && (!act.about || (sign !== null && newest.includes(sign)));
}

function keyFor(act, phone, sign) {
  const fromBot = phone.messages.filter((message) => message.from.is_bot);
  if (act.about && sign === null) return null;
  const key = act.about ? null : replyKey(act.what, phone);
  if (key) return { press: () => key };
  const holding = fromBot.filter((message) => message.inline.length > 0);
  const asked = act.about ? holding.filter((message) => message.text.includes(sign)) : holding;
  const message = asked.at(-1);
  const index = message?.inline.flat().findIndex((each) => each.text.includes(act.what)) ?? -1;
  if (index < 0) return null;
  const selector = `[data-id="${message.message_id}"] .key[data-index="${index}"]`;
  return { press: () => phone.list.querySelector(selector) };
}

function replyKey(label, phone) {
  const keys = [...phone.find(".keyboard").querySelectorAll(".key")];
  return keys.find((key) => key.textContent.includes(label)) ?? null;
}
