// The strip of Bot API calls: what the bot asks of the simulated Telegram, newest first.

import { curlLine, shortParams } from "./curl.js";
import { make } from "./dom.js";
import { remember, remembered } from "./memory.js";
import { readCalls } from "./server.js";
import { say } from "./words.js";

const MOST_SHOWN = 100;
const LOOK_BACK = 400; // changes of the world before the page was opened

export class Calls {
  constructor(root) {
    this.root = root;
    this.head = root.querySelector(".calls-head");
    this.list = root.querySelector(".calls-list");
    this.newest = root.querySelector(".calls-newest");
    this.calls = [];
    this.after = null;
    this.tokens = new Map();
    this.head.onclick = () => this.open(this.list.hidden);
    this.open(remembered("calls") === "open");
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.head.setAttribute("aria-expanded", String(isOpen));
    remember("calls", isOpen ? "open" : "closed");
  }

  showWorld(world) {
    this.tokens = new Map(world.bots.map((bot) => [bot.id, bot.token]));
    this.after ??= Math.max(0, world.seq - LOOK_BACK);
    this.read();
  }

  forget() {
    this.calls = [];
    this.rename();
  }

  rename() {
    this.list.replaceChildren(...this.calls.map((call) => this.row(call)));
    this.showNewest();
  }

  notice() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.read(), 40); // calls come in bursts
  }

  async read() {
    if (this.after === null || this.reading) {
      this.readAgain = this.reading;
      return;
    }
    this.reading = true;
    try {
      do {
        this.readAgain = false;
        const { calls, next } = await readCalls(this.after);
        this.after = next;
        this.add(calls);
      } while (this.readAgain);
    } catch {
      // a lost line is shown already
    } finally {
      this.reading = false;
    }
  }

  add(calls) {
    if (calls.length === 0) return;
    const fresh = calls.slice(-MOST_SHOWN).reverse();
    this.calls = [...fresh, ...this.calls].slice(0, MOST_SHOWN);
    this.list.prepend(...fresh.map((call) => this.row(call)));
    while (this.list.children.length > MOST_SHOWN) this.list.lastElementChild.remove();
    this.showNewest();
  }

  showNewest() {
    const [call] = this.calls;
    this.newest.textContent = call ? `${call.method} ${verdict(call)} · ${shortParams(call.params)}` : say("noCalls");
  }

  row(call) {
    const line = curlLine(call, this.tokens.get(call.bot_id) ?? "TOKEN");
    const head = make(
      "summary",
      {},
      make("time", {}, hour(call.at)),
      make("b", {}, call.method),
      make("span", { class: call.ok ? "fine" : "wrong" }, verdict(call)),
      make("span", { class: "call-params", dir: "auto" }, call.ok ? shortParams(call.params) : call.description),
    );
    const copy = make("button", { type: "button", class: "copy" }, say("copyCurl"));
    copy.onclick = () => this.copy(copy, line);
    const body = make("pre", { tabIndex: 0, label: "curl" }, line);
    return make("li", { class: "call", data: { curl: line } }, make("details", {}, head, body), copy);
  }

  async copy(button, line) {
    try {
      await navigator.clipboard.writeText(line);
      button.textContent = say("copied");
    } catch {
      button.previousElementSibling.open = true; // to be marked and copied by hand
      getSelection().selectAllChildren(button.previousElementSibling.querySelector("pre"));
      button.textContent = say("markedForCopy");
    }
    setTimeout(() => (button.textContent = say("copyCurl")), 2500);
  }
}

function verdict(call) {
  const took = call.seconds >= 0.0005 ? ` ${Math.round(call.seconds * 1000)} ms` : " <1 ms";
  return call.ok ? `✓${took}` : `✗ ${call.code}`;
}

function hour(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" });
}
