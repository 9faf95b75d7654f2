// What comes over a phone's chat: the short answer to a press, the alert that waits, and what went wrong.

import { say } from "./words.js";
import { Refusal } from "./server.js";

const SHOWN_MS = 3500;

export class Notices {
  /** `onClosed()` is told when an alert was read. */
  constructor(root, onClosed) {
    this.toast = root.querySelector(".toast");
    this.alert = root.querySelector(".alert");
    this.trouble = root.querySelector(".trouble");
    this.onClosed = onClosed;
    this.alert.querySelector("button").onclick = () => this.close();
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.alert.hidden) this.close();
    });
  }

  show({ text, alert }) {
    if (!text) return;
    if (alert) this.ask(text);
    else this.flash(text);
  }

  ask(text) {
    this.alert.querySelector("p").textContent = text;
    this.alert.hidden = false;
    this.alert.querySelector("button").focus();
  }

  flash(text) {
    this.toast.textContent = text;
    this.toast.hidden = false;
    clearTimeout(this.end);
    this.end = setTimeout(() => (this.toast.hidden = true), SHOWN_MS);
  }

  close() {
    this.alert.hidden = true;
    this.onClosed();
  }

  /** The answer of a call to the server, or undefined after telling why there is none. */
  async tried(call) {
    try {
      const answer = await call();
      this.trouble.hidden = true;
      return answer;
    } catch (error) {
      if (error instanceof Refusal) this.warn(say("failed", { reason: error.message }));
      else if (error instanceof TypeError) this.warn(say("lost"));
      else throw error;
      return undefined;
    }
  }

  warn(sentence) {
    this.trouble.textContent = sentence;
    this.trouble.hidden = false;
  }
}
