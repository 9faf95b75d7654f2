// One phone: who holds it, which chat is open, what is in it, and what the holder does.

import { newsBadge } from "./badge.js";
import { showMessages } from "./bubbles.js";
import { Composer } from "./composer.js";
import { dressAvatar, fullName, make, written } from "./dom.js";
import { Holder } from "./holder.js";
import { Notices } from "./notices.js";
import { act, readChat } from "./server.js";
import { walkWithKeys } from "./walking.js";
import { fillWords, say } from "./words.js";

const UNREAD_WORLD = { users: [], chats: [], bots: [] };

export class Phone {
  /**
   * `role` is a word key; `home` tells the chat a phone begins in (null: private, with the bot). `onHolder(id)` is told
   * when another user takes the phone; `onPeople()` after one is new; `onUnread()` when the count of new messages moved.
   */
  constructor(role, { onHolder, onPeople, onUnread }) {
    this.role = role;
    this.onUnread = onUnread;
    this.world = UNREAD_WORLD;
    this.holder = null;
    this.home = null;
    this.chat = null; // null: the private chat with the bot
    this.shownApart = null; // a group that has a panel of its own: what is new there is counted there
    this.unread = new Map();
    this.messages = [];
    this.busyEnd = null; // a timer while the bot is said to be at work
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.root.dataset.role = role;
    this.root.id = `phone-${role}`;
    this.list = this.find(".messages");
    this.notices = new Notices(this.root, () => this.composer.focus());
    this.people = new Holder(this.root, {
      onChosen: onHolder,
      onPeople,
      tried: (call) => this.notices.tried(call),
      canAdd: role !== "group",
    });
    this.composer = new Composer(this.root, {
      perform: (what, details) => this.perform(what, details),
      warn: (sentence) => this.notices.warn(sentence),
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

  /** How many messages came since the holder last saw their chats. */
  get news() {
    return [...this.unread.values()].reduce((sum, count) => sum + count, 0);
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
    this.people.show(this.candidates(), this.holder, world !== UNREAD_WORLD);
    this.showHead();
  }

  /** Gives the phone to a user (or to nobody), in a chat of its own if it has one. */
  hold(user, home = this.home) {
    this.holder = user;
    this.home = home;
    this.chat = home;
    this.unread.clear();
    this.messages = [];
    this.list.replaceChildren();
    this.composer.leave();
    this.showWorld(this.world);
    this.onUnread();
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
    const isHere = event.chat === this.openChat;
    if (isHere) this.noticeHere(event);
    if (event.type !== "message" || event.sender === this.holder || (isHere && !this.root.hidden)) return;
    const isTheirs = event.chat === this.holder || (this.isGroup(event.chat) && event.chat !== this.shownApart);
    if (isHere || (isTheirs && this.home === null)) this.count(event.chat);
  }

  noticeHere(event) {
    if (event.type === "action") this.showBusy();
    else if (event.type !== "toast") this.refresh();
    else if (event.user === this.holder) this.notices.show(event);
    if (event.type === "message") this.showRest();
  }

  count(chat) {
    this.unread.set(chat, (this.unread.get(chat) ?? 0) + 1);
    this.showTabs();
    this.onUnread();
  }

  /** The phone lies before the visitor: what stands in its open chat is read. */
  lookedAt() {
    if (!this.unread.delete(this.openChat)) return;
    this.showTabs();
    this.onUnread();
  }

  // --- reading and drawing ---

  async read() {
    const [holder, chat] = [this.holder, this.openChat];
    const answer = await this.notices.tried(() => readChat(chat, holder));
    if (answer === undefined || holder !== this.holder || chat !== this.openChat) return;
    this.noteEnd();
    this.messages = answer.messages.filter((message) => !message.deleted);
    showMessages(this.list, this.messages, { reader: holder, names: this.chat !== null, actions: this.actions() });
    this.composer.showKeyboard(answer.keyboard);
    this.showEmpty(this.messages.length === 0);
    this.stayAtEnd();
    this.root.dispatchEvent(new Event("read"));
  }

  actions() {
    return {
      press: (message, index) => this.perform("press", { message_id: message.message_id, index }),
      edit: (message) => this.composer.edit(message),
      reply: (message) => this.composer.reply(message),
    };
  }

  noteEnd() {
    this.atEnd = this.list.scrollTop > this.end() - 80;
  }

  stayAtEnd() {
    if (this.atEnd) this.goToEnd();
  }

  goToEnd() {
    this.list.scrollTop = this.end();
  }

  /** How far down the end is. A message too long for the screen begins at its top: the question before its buttons. */
  end() {
    const bottom = this.list.scrollHeight - this.list.clientHeight;
    return Math.min(bottom, (this.list.lastElementChild?.offsetTop ?? bottom) - 12);
  }

  showHead() {
    const group = this.groups().find((each) => each.id === this.chat);
    const botName = this.world.bots[0]?.name ?? "Hoa Ban";
    this.find(".title").textContent = group ? group.title : botName;
    const rests = group ? say("members", { count: group.members.length }) : say("bot");
    this.find(".under").textContent = this.busyEnd === null ? rests : say("busy");
    dressAvatar(this.find(".chat-avatar"), group ? group.title : botName, !group);
    this.find(".more").hidden = this.holder === null || group !== undefined; // what is in it is between two
    this.showTabs();
  }

  /** The bot said it is at work (a chat action); true for five seconds or until its message comes. */
  showBusy() {
    clearTimeout(this.busyEnd);
    this.busyEnd = setTimeout(() => this.showRest(), 5000);
    this.showHead();
  }

  /** Its message came, or nothing for five seconds. */
  showRest() {
    clearTimeout(this.busyEnd);
    this.busyEnd = null;
    this.showHead();
  }

  showTabs() {
    const groups = this.groups();
    const tabs = [{ id: null, title: say("privateChat") }, ...groups].map((each) => this.tab(each));
    this.find(".tabs").replaceChildren(...tabs);
    this.find(".tabs").hidden = groups.length === 0 || this.home !== null;
  }

  tab({ id, title }) {
    const node = written("button", title, { type: "button", class: "tab" });
    node.setAttribute("aria-pressed", String(id === this.chat));
    const count = this.unread.get(id ?? this.holder);
    if (count > 0) node.append(newsBadge(count));
    node.onclick = () => this.open(id);
    return node;
  }

  open(chat) {
    this.chat = chat;
    this.unread.delete(this.openChat);
    this.messages = [];
    this.list.replaceChildren();
    this.composer.leave();
    this.showRest();
    this.onUnread();
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

  // --- what the holder does ---

  /** Carries out one act in the open chat; true when the simulator took it. A refusal is told on the phone. */
  async perform(what, details = {}) {
    const inGroup = this.chat === null ? {} : { chat: this.chat };
    const done = await this.notices.tried(() => act(this.holder, what, { ...details, ...inGroup }));
    if (done === undefined) return false;
    this.atEnd = true;
    this.goToEnd();
    await this.refresh();
    return true;
  }

  connect() {
    this.list.addEventListener("load", () => this.stayAtEnd(), true); // a photo grows when it comes
    this.list.addEventListener("scroll", () => this.noteEnd(), { passive: true });
    new ResizeObserver(() => this.stayAtEnd()).observe(this.list);
    walkWithKeys(this.list, () => this.composer.focus());
    const acts = {
      start: () => this.perform("start"),
      block: () => this.perform("block"),
      unblock: () => this.perform("unblock"),
      nobody: () => this.showWorld(this.world),
    };
    for (const node of this.root.querySelectorAll("[data-action]")) node.onclick = acts[node.dataset.action];
  }

  /** Who may hold this phone: anybody, or the members of its group. */
  candidates() {
    const group = this.world.chats.find((chat) => chat.id === this.home);
    return group ? this.world.users.filter((user) => group.members.includes(user.id)) : this.world.users;
  }

  /** The name on the phone's tab. */
  get name() {
    if (this.home !== null) return this.groups().find((group) => group.id === this.home)?.title ?? "";
    const user = this.world.users.find((each) => each.id === this.holder);
    return user ? fullName(user) : "";
  }

  groups() {
    return this.world.chats.filter(
      (chat) => chat.type !== "private" && chat.moved_to === null && chat.members.includes(this.holder),
    );
  }

  /** The supergroup a group became; the phone's own chat when the holder is just no member any more. */
  successor(group) {
    return this.world.chats.find((chat) => chat.id === group)?.moved_to ?? (group === this.home ? null : this.home);
  }

  isGroup(id) {
    return this.groups().some((group) => group.id === id);
  }
}
