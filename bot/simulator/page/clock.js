// The world's clock: it shows the virtual time and lets the visitor travel in it.

import { make } from "./dom.js";
import { moveClock } from "./server.js";
import { currentLanguage, say } from "./words.js";

const HOUR = 3600;
const ZONE = "Asia/Ho_Chi_Minh";

export class WorldClock {
  constructor(root) {
    this.face = root.querySelector(".clock-face");
    this.jumps = root.querySelector(".clock-jumps");
    this.moments = [];
    this.ahead = 0; // seconds between this computer's clock and the world's
    this.frozenAt = null;
    setInterval(() => this.show(), 1000);
  }

  get now() {
    return this.frozenAt ?? Date.now() / 1000 + this.ahead;
  }

  set({ now, frozen }) {
    this.ahead = now - Date.now() / 1000;
    this.frozenAt = frozen ? now : null;
    this.show();
    this.showJumps();
  }

  /** Named points in time, `{name: {vi, en}, at: [seconds]}`. */
  offer(moments) {
    this.moments = moments;
    this.showJumps();
  }

  rename() {
    this.show();
    this.showJumps();
  }

  show() {
    const date = new Date(this.now * 1000);
    const shown = (how) => date.toLocaleString(currentLanguage() === "vi" ? "vi-VN" : "en-GB", { timeZone: ZONE, ...how });
    const hour = shown({ hour: "2-digit", minute: "2-digit" });
    const weekday = shown({ weekday: "short" });
    const day = shown({ day: "2-digit", month: "2-digit", year: "numeric" });
    const whole = `${hour} ${weekday} ${day}`;
    if (this.face.dataset.shown === whole) return;
    this.face.dataset.shown = whole;
    this.face.replaceChildren(make("strong", {}, hour), make("span", { class: "weekday" }, ` ${weekday}`), ` ${day}`);
    this.face.dateTime = date.toISOString();
  }

  showJumps() {
    const focused = [...this.jumps.children].indexOf(document.activeElement);
    const jumps = [
      jump(say("hourLater"), () => moveClock({ advance: HOUR })),
      jump(say("dayLater"), () => moveClock({ advance: 24 * HOUR })),
      ...this.moments.map(({ name, at }) => this.leap(name[currentLanguage()], at)).filter(Boolean),
    ];
    this.jumps.replaceChildren(...jumps);
    if (focused >= 0) (jumps[focused] ?? jumps.at(-1)).focus();
  }

  leap(name, at) {
    const next = at.find((moment) => moment > this.now);
    return next === undefined ? null : jump(name, () => moveClock({ set: next }));
  }
}

function jump(name, onclick) {
  return make("button", { type: "button", class: "jump", onclick: () => onclick().catch(() => {}) }, name); // a lost line is shown
}
