// The table the phones lie on: which of them are open, and the shelf with a tab for each.

import { newsBadge } from "./badge.js";
import { dressAvatar, make, written } from "./dom.js";
import { Phone } from "./phone.js";
import { say } from "./words.js";

const ROLES = ["citizen", "neighbour", "group", "officer", "admin"];
const FIRST_SEEN = ["citizen", "officer", "group", "neighbour", "admin"];
const NARROWEST = 276; // pixels a phone needs beside others
const ONE_AT_A_TIME = 700; // below this width of the window

export class Table {
  /** `onHolder(role, id)` is told when a visitor hands a phone over; `onPeople()` when somebody is new. */
  constructor(root, shelf, { onHolder, onPeople }) {
    this.root = root;
    this.shelf = shelf;
    this.wanted = [...FIRST_SEEN]; // the last one asked for stands first
    this.phones = ROLES.map(
      (role) => new Phone(role, { onHolder: (id) => onHolder(role, id), onPeople, onUnread: () => this.showShelf() }),
    );
    root.append(...this.phones.map((phone) => phone.root));
    for (const phone of this.phones) phone.root.addEventListener("focusin", () => this.prefer(phone.role));
    new ResizeObserver(() => this.arrange()).observe(root);
    this.arrange();
  }

  phone(role) {
    return this.phones.find((phone) => phone.role === role);
  }

  rename() {
    for (const phone of this.phones) phone.rename();
    this.showShelf();
  }

  /** Brings a phone before the visitor's eyes. */
  show(role) {
    this.prefer(role);
    this.arrange();
  }

  prefer(role) {
    this.wanted = [role, ...this.wanted.filter((each) => each !== role)];
  }

  /** Opens as many phones as there is room for; the rest wait on the shelf. */
  arrange() {
    const there = this.wanted.filter((role) => this.isThere(role));
    const open = new Set(there.slice(0, this.room()));
    for (const phone of this.phones) {
      const wasHidden = phone.root.hidden;
      phone.root.hidden = !open.has(phone.role);
      if (phone.root.hidden) continue;
      phone.lookedAt();
      if (!wasHidden) continue;
      phone.goToEnd();
      phone.composer.fit();
    }
    this.shelf.hidden = open.size === there.length;
    this.showShelf();
  }

  /** The first phone is always there: in an empty world it asks for somebody. */
  isThere(role) {
    return role === "citizen" || this.phone(role).holder !== null;
  }

  room() {
    if (window.innerWidth < ONE_AT_A_TIME) return 1;
    const style = getComputedStyle(this.root);
    const inside = this.root.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const gap = parseFloat(style.columnGap) || 0;
    return Math.max(1, Math.floor((inside + gap) / (NARROWEST + gap)));
  }

  // --- the shelf ---

  showShelf() {
    if (this.phones === undefined) return; // still being built
    const focused = document.activeElement?.closest?.(".shelf-tab")?.dataset.shows;
    const shown = this.phones.filter((phone) => this.isThere(phone.role));
    this.shelf.replaceChildren(...shown.map((phone) => this.tab(phone)));
    if (focused) this.shelf.querySelector(`[data-shows=${focused}]`)?.focus();
  }

  tab(phone) {
    const face = make("span", { class: "avatar" });
    face.setAttribute("aria-hidden", "true");
    dressAvatar(face, phone.name || "?");
    const lines = make(
      "span",
      { class: "shelf-lines" },
      make("span", { class: "shelf-role" }, say(phone.role)),
      written("small", phone.name),
    );
    const node = make("button", { type: "button", class: "shelf-tab", data: { shows: phone.role } }, face, lines);
    node.setAttribute("aria-pressed", String(!phone.root.hidden));
    node.setAttribute("aria-controls", phone.root.id);
    if (phone.news > 0) node.append(newsBadge(phone.news));
    node.onclick = () => this.show(phone.role);
    return node;
  }
}
