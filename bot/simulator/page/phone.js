// One phone: who holds it, which chat is open, what is in it, and what the holder does.

import { showMessages } from "./bubbles.js";
import { Composer } from "./composer.js";
import { dressAvatar, fullName, make, written } from "./dom.js";
import { act, addUser, readChat, Refusal } from "./server.js";
import { fillWords, say } from "./words.js";

const NEWCOMER = "new";
const UNREAD_WORLD = { users: [], chats: [], bots: [] };

export class Phone {
  /** `role` is a word key; `onHolder(id)` is told when another user takes the phone; `onPeople()` after one is new. */
  constructor(role, { onHolder, onPeople }) {
    this.role = role;
    this.onHolder = onHolder;
    this.onPeople = onPeople;
    this.world = UNREAD_WORLD;
    this.holder = null;
    this.chat = null; // null: the private chat with the bot
    this.unread = new Set();
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.root.dataset.role = role;
    this.list = this.find(".messages");
    this.composer = new Composer(this.root, {
      perform: (what, details) => this.perform(what, details),
      warn: (sentence) => this.warn(sentence),
    });
    this.connect();
    this.rename();
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  /** The id of the open chat, as the control API names it: a private chat has its user's id. */
  get openChat() {
    return this.chat ?? this.holder;
  }

  /** Draws every word again, after a change of language. */
  rename() {
    fillWords(this.root);
    this.find(".role").textContent = say(this.role);
    this.root.setAttribute("aria-label", say(this.role));
    this.showWorld(this.world);
    this.refresh();
  }

  /** Who may hold the phone and which chats there are. */
  showWorld(world) {
    this.world = world;
    if (this.chat !== null && !this.isGroup(this.chat)) this.open(this.successor(this.chat));
    const names = world.users.map((user) => make("option", { value: String(user.id) }, fullName(user)));
    const who = this.find(".who");
    who.replaceChildren(...names, make("option", { value: NEWCOMER }, say("somebodyNew")));
    who.value = String(this.holder ?? NEWCOMER);
    this.find(".newcomer").hidden = this.holder !== null || world === UNREAD_WORLD;
    this.find(".newcomer .nobody").hidden = world.users.length > 0;
    this.find(".newcomer [data-action=nobody]").hidden = world.users.length === 0;
    this.showHead();
  }

  hold(user) {
    this.holder = user;
    this.chat = null;
    this.unread.clear();
    this.list.replaceChildren();
    this.composer.leave();
    this.showWorld(this.world);
    return this.refresh();
  }

  /** Reads the open chat again. Asked again while reading, it reads once more: the last word counts. */
  async refresh() {
    if (this.holder === null) return;
    if (this.reading) {
      this.readAgain = true;
      return;
    }
    this.reading = true;
    try {
      do {
        this.readAgain = false;
        await this.read();
      } while (this.readAgain);
    } finally {
      this.reading = false;
    }
  }

  /** One event of the world's stream. */
  notice(event) {
    if (this.holder === null || event.chat === undefined) return;
    if (event.chat === this.openChat) this.noticeHere(event);
    else if (event.type === "message" && (event.chat === this.holder || this.isGroup(event.chat))) {
      this.unread.add(event.chat);
      this.showTabs();
    }
  }

  noticeHere(event) {
    if (event.type === "action") this.showBusy();
    else if (event.type !== "toast") this.refresh();
    else if (event.user === this.holder) this.toast(event);
    if (event.type === "message") this.showHead();
  }

  // --- reading and drawing ---

  async read() {
    const [holder, chat] = [this.holder, this.openChat];
    const answer = await this.tried(() => readChat(chat, holder));
    if (answer === undefined || holder !== this.holder || chat !== this.openChat) return;
    this.atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80;
    showMessages(this.list, answer.messages, {
      reader: holder,
      names: this.chat !== null,
      actions: {
        press: (message, index) => this.perform("press", { message_id: message.message_id, index }),
        edit: (message) => this.composer.edit(message),
      },
    });
    this.composer.showKeyboard(answer.keyboard);
    this.showEmpty(answer.messages.every((message) => message.deleted));
    this.stayAtEnd();
  }

  stayAtEnd() {
    if (this.atEnd) this.list.scrollTop = this.list.scrollHeight;
  }

  showHead() {
    const group = this.groups().find((each) => each.id === this.chat);
    const bot = this.world.bots[0];
    const botName = bot?.name ?? "Hoa Ban";
    const user = this.user();
    this.find(".title").textContent = group ? group.title : botName;
    this.find(".under").textContent = group ? say("members", { count: group.members.length }) : say("bot");
    dressAvatar(this.find(".chat-avatar"), group ? group.title : botName, !group);
    dressAvatar(this.find(".holder-avatar"), user ? fullName(user) : "?");
    this.find(".more").hidden = user === undefined || group !== undefined; // what is in it is between two
    this.showTabs();
  }

  /** The bot said it is at work (a chat action); true for five seconds or until its message comes. */
  showBusy() {
    this.find(".under").textContent = say("busy");
    clearTimeout(this.busyEnd);
    this.busyEnd = setTimeout(() => this.showHead(), 5000);
  }

  showTabs() {
    const groups = this.groups();
    const tabs = [{ id: null, title: say("privateChat") }, ...groups].map((each) => this.tab(each));
    this.find(".tabs").replaceChildren(...tabs);
    this.find(".tabs").hidden = groups.length === 0;
  }

  tab({ id, title }) {
    const node = written("button", title, { type: "button", class: "tab" });
    node.setAttribute("aria-pressed", String(id === this.chat));
    if (this.unread.has(id ?? this.holder)) {
      node.append(make("span", { class: "dot", title: say("unread") }, make("span", { class: "apart" }, say("unread"))));
    }
    node.onclick = () => this.open(id);
    return node;
  }

  open(chat) {
    this.chat = chat;
    this.unread.delete(this.openChat);
    this.list.replaceChildren();
    this.composer.leave();
    this.showHead();
    return this.refresh();
  }

  showEmpty(isEmpty) {
    const empty = this.find(".empty");
    empty.hidden = !isEmpty;
    if (!isEmpty) return;
    if (this.chat !== null) empty.replaceChildren(make("p", {}, say("emptyGroup")));
    else if (this.world.bots.length === 0) empty.replaceChildren(make("p", {}, say("noBot")));
    else empty.replaceChildren(...this.invitation());
  }

  invitation() {
    const start = make("button", { type: "button", class: "solid" }, say("start"));
    start.onclick = () => this.perform("start");
    return [make("strong", {}, say("emptyTitle")), make("p", {}, say("emptyText")), start];
  }

  toast({ text, alert }) {
    if (!text) return;
    if (alert) {
      this.find(".alert p").textContent = text;
      this.find(".alert").hidden = false;
      this.find(".alert button").focus();
      return;
    }
    const toast = this.find(".toast");
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.toastEnd);
    this.toastEnd = setTimeout(() => (toast.hidden = true), 3500);
  }

  // --- what the holder does ---

  /** Carries out one act in the open chat; true when the simulator took it. A refusal is told on the phone. */
  async perform(what, details = {}) {
    const inGroup = this.chat === null ? {} : { chat: this.chat };
    const done = await this.tried(() => act(this.holder, what, { ...details, ...inGroup }));
    if (done === undefined) return false;
    this.list.scrollTop = this.list.scrollHeight;
    await this.refresh();
    return true;
  }

  async tried(call) {
    try {
      const answer = await call();
      this.find(".trouble").hidden = true;
      return answer;
    } catch (error) {
      if (error instanceof Refusal) this.warn(say("failed", { reason: error.message }));
      else if (error instanceof TypeError) this.warn(say("lost"));
      else throw error;
      return undefined;
    }
  }

  warn(sentence) {
    const trouble = this.find(".trouble");
    trouble.textContent = sentence;
    trouble.hidden = false;
  }

  connect() {
    this.list.addEventListener("load", () => this.stayAtEnd(), true); // a photo grows when it comes
    const who = this.find(".who");
    who.onchange = () => (who.value === NEWCOMER ? this.askNewcomer() : this.onHolder(Number(who.value)));
    this.find(".newcomer").onsubmit = (event) => this.addNewcomer(event);
    this.find(".alert button").onclick = () => this.closeAlert();
    this.root.onkeydown = (event) => {
      if (event.key === "Escape" && !this.find(".alert").hidden) this.closeAlert();
    };
    const acts = {
      start: () => this.perform("start"),
      block: () => this.perform("block"),
      unblock: () => this.perform("unblock"),
      nobody: () => this.showWorld(this.world),
      "leave-edit": () => this.composer.leave(),
    };
    for (const node of this.root.querySelectorAll("[data-action]")) node.onclick = acts[node.dataset.action];
  }

  closeAlert() {
    this.find(".alert").hidden = true;
    this.composer.focus();
  }

  askNewcomer() {
    this.find(".newcomer").hidden = false;
    this.find(".newcomer input").focus();
  }

  async addNewcomer(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const user = await this.tried(() => addUser(form.elements.name.value.trim()));
    if (user === undefined) return;
    form.reset();
    await this.onPeople();
    this.onHolder(user.id);
  }

  user() {
    return this.world.users.find((user) => user.id === this.holder);
  }

  groups() {
    return this.world.chats.filter(
      (chat) => chat.type !== "private" && chat.moved_to === null && chat.members.includes(this.holder),
    );
  }

  /** The supergroup a group became; null, the private chat, when the holder is just no member any more. */
  successor(group) {
    return this.world.chats.find((chat) => chat.id === group)?.moved_to ?? null;
  }

  isGroup(id) {
    return this.groups().some((group) => group.id === id);
  }
}
