// The hand that tells a story: it points at what it is about to press, and types letter by letter.

import { isCalm, pause } from "./pace.js";

const POINTED_S = 0.7;
const LETTER_S = 0.028;

/** Shows where the next press goes, long enough to be seen. */
export async function point(node, speed, signal) {
  node.scrollIntoView({ block: "nearest", behavior: isCalm() || speed > 4 ? "auto" : "smooth" });
  node.classList.add("pointed");
  try {
    await pause(POINTED_S / speed, signal);
  } finally {
    node.classList.remove("pointed");
  }
}

/** Types into a phone's field; at once for who wants no motion. What was typed stays when it is broken off. */
export async function typeWords(phone, words, speed, signal) {
  if (!isCalm()) {
    const step = Math.max(1, Math.round(speed / 2));
    for (let end = step; end < words.length; end += step) {
      phone.composer.type(words.slice(0, end));
      await pause((LETTER_S * step) / speed, signal);
    }
  }
  phone.composer.type(words);
  await point(phone.find(".send"), speed, signal);
}
