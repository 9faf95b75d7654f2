// The small number on a tab.

import { make } from "./dom.js";
import { say } from "./words.js";

/** A small number that says how much is new. */
export function newsBadge(count) {
  const spoken = make("span", { class: "apart" }, ` ${say("unread", { count })}`);
  const shown = make("span", {}, count > 99 ? "99+" : String(count));
  shown.setAttribute("aria-hidden", "true");
  return make("span", { class: "badge", title: say("unread", { count }) }, shown, spoken);
}
