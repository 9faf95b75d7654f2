// The lower edge of a phone: text, files, the microphone, the reply keyboard.

import { shortText } from "./bubbles.js";
import { make, icon, written } from "./dom.js";
import { packed, packedVoice, recordVoice } from "./files.js";
import { clockTime } from "./player.js";
import { say } from "./words.js";

export class Composer {
  /** `perform(what, details)` acts as the holder and tells whether it was taken; `warn(sentence)` shows a trouble. */
  constructor(root, { perform, warn }) {
    this.root = root;
    this.perform = perform;
    this.warn = warn;
    this.text = this.find("textarea");
    this.edited = null; // the id of the message being edited
    this.answered = null; // the id of the message being replied to
    this.recording = null;
    this.keyboard = "";
    this.connect();
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  focus() {
    this.text.focus();
  }

  /** Puts a sent message into the field, to be sent again as an edit. */
  edit(message) {
    this.leave();
    this.edited = message.message_id;
    this.text.value = message.text;
    this.showIntent("editing", "");
  }

  /** The next words answer this message. What was typed stays. */
  reply(message) {
    if (this.edited !== null) this.leave();
    this.answered = message.message_id;
    this.showIntent("replying", shortText(message));
  }

  showIntent(word, quoted) {
    this.find(".intent-what").textContent = say(word);
    this.find(".intent-quote").textContent = quoted;
    this.find(".intent").hidden = false;
    this.fit();
    this.text.focus();
  }

  /** Neither edits nor replies any more; words being edited go with it. */
  leaveIntent() {
    if (this.edited !== null) this.text.value = "";
    this.edited = null;
    this.answered = null;
    this.find(".intent").hidden = true;
    this.fit();
  }

  /** Forgets what was begun: another chat is open now. */
  leave() {
    this.leaveIntent();
    this.text.value = "";
    this.fit();
  }

  /** Shows words as if typed. */
  type(text) {
    this.text.value = text;
    this.fit();
  }

  /** Shows the chat's reply keyboard. The same one stays as it is, open or closed. */
  showKeyboard(keyboard) {
    const asked = JSON.stringify(keyboard ?? null);
    if (asked === this.keyboard) return;
    this.keyboard = asked;
    const rows = keyboard?.rows ?? [];
    const panel = this.find(".keyboard");
    panel.replaceChildren(...rows.map((row) => make("div", { class: "row" }, ...row.map((key) => this.replyKey(key)))));
    panel.hidden = rows.length === 0;
    this.find(".keys").hidden = rows.length === 0;
    this.text.placeholder = keyboard?.placeholder || say("write");
  }

  replyKey({ text, request }) {
    const node = written("button", text, { type: "button", class: "key" });
    if (request !== null) node.prepend(icon(request === "contact" ? "person" : "place"));
    node.onclick = () => (request === null ? this.perform("send", { text }) : this.perform(request));
    return node;
  }

  // --- text ---

  async send() {
    const text = this.text.value.trim();
    if (text === "") return;
    const [edited, answered] = [this.edited, this.answered];
    this.leave();
    const done =
      edited === null
        ? await this.perform("send", answered === null ? { text } : { text, reply_to: answered })
        : await this.perform("edit", { message_id: edited, text });
    if (done) return;
    if (edited !== null) this.edit({ message_id: edited, text });
    else this.giveBack(text);
  }

  /** What was not taken stands in the field again, before what was typed since. */
  giveBack(text) {
    this.text.value = [text, this.text.value].filter(Boolean).join("\n");
    this.fit();
  }

  fit() {
    this.text.style.height = "auto";
    if (this.text.scrollHeight > 0) this.text.style.height = `${Math.min(this.text.scrollHeight, 132)}px`; // 0: hidden
    const written = this.text.value.trim() !== "";
    this.find(".send").hidden = !written;
    this.find(".mic").hidden = written;
  }

  // --- files and voice ---

  async sendFile(input) {
    const [file] = input.files;
    if (!file) return;
    const kind = input.dataset.kind;
    const caption = this.text.value.trim();
    this.leave();
    const details = kind === "voice" ? await packedVoice(file) : await packed(file);
    input.value = "";
    if (!(await this.perform(kind, { ...details, caption }))) this.giveBack(caption);
  }

  async toggleRecording() {
    if (this.recording !== null) {
      const { stop, ticking } = this.recording;
      this.showRecording(null);
      clearInterval(ticking);
      const { file, seconds } = await stop();
      await this.perform("voice", await packedVoice(file, seconds));
      return;
    }
    try {
      const { stop } = await recordVoice();
      const begun = performance.now();
      const tell = () => (this.find(".recording").textContent = clockTime((performance.now() - begun) / 1000));
      tell();
      this.showRecording({ stop, ticking: setInterval(tell, 250) });
    } catch {
      this.warn(say("noMicrophone"));
      this.find("[data-kind=voice]").click();
    }
  }

  showRecording(recording) {
    this.recording = recording;
    const on = recording !== null;
    const mic = this.find(".mic");
    mic.replaceChildren(icon(on ? "stop" : "mic"));
    mic.classList.toggle("on", on);
    mic.dataset.wordLabel = on ? "stopRecording" : "record";
    mic.setAttribute("aria-label", say(mic.dataset.wordLabel));
    mic.title = say(mic.dataset.wordLabel);
    this.find(".recording").hidden = !on;
    this.text.hidden = on;
  }

  // --- wiring ---

  connect() {
    this.find(".composer").onsubmit = (event) => {
      event.preventDefault();
      this.text.focus();
      this.send();
    };
    this.text.oninput = () => this.fit();
    this.find(".intent button").onclick = () => {
      this.leaveIntent();
      this.text.focus();
    };
    this.text.onkeydown = (event) => {
      if (event.key === "Escape") this.leaveIntent();
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.send();
    };
    this.find(".mic").onclick = () => this.toggleRecording();
    this.find(".keys").onclick = () => (this.find(".keyboard").hidden = !this.find(".keyboard").hidden);
    for (const node of this.root.querySelectorAll("[data-pick]")) {
      node.onclick = () => this.find(`[data-kind=${node.dataset.pick}]`).click();
    }
    for (const node of this.root.querySelectorAll("[data-share]")) {
      node.onclick = () => this.perform(node.dataset.share);
    }
    for (const input of this.root.querySelectorAll("[data-kind]")) input.onchange = () => this.sendFile(input);
    for (const menu of this.root.querySelectorAll(".menu")) closeWhenDone(menu);
  }
}

function closeWhenDone(menu) {
  menu.addEventListener("click", (event) => {
    if (event.target.closest(".menu-items button")) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget !== null && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") menu.open = false;
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}
