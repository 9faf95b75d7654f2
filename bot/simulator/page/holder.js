// Who holds a phone: the picker at its top, and the form for somebody new.

import { dressAvatar, fullName, make } from "./dom.js";
import { addUser } from "./server.js";
import { say } from "./words.js";

const NEWCOMER = "new";

export class Holder {
  /** `onChosen(id)` is told who takes the phone; `onPeople()` after somebody is new; `tried` tells what went wrong. */
  constructor(root, { onChosen, onPeople, tried, canAdd }) {
    this.who = root.querySelector(".who");
    this.avatar = root.querySelector(".holder-avatar");
    this.form = root.querySelector(".newcomer");
    this.canAdd = canAdd;
    this.who.onchange = () => (this.who.value === NEWCOMER ? this.ask() : onChosen(Number(this.who.value)));
    this.form.onsubmit = async (event) => {
      event.preventDefault();
      const user = await tried(() => addUser(this.form.elements.name.value.trim()));
      if (user === undefined) return;
      this.form.reset();
      await onPeople();
      onChosen(user.id);
    };
  }

  /** `people` can hold the phone, `holder` does; `known` is false until the world was read. */
  show(people, holder, known) {
    const names = people.map((user) => make("option", { value: String(user.id) }, fullName(user)));
    if (this.canAdd) names.push(make("option", { value: NEWCOMER }, say("somebodyNew")));
    this.who.replaceChildren(...names);
    this.who.value = String(holder ?? NEWCOMER);
    this.form.hidden = holder !== null || !known;
    this.form.querySelector(".nobody").hidden = people.length > 0;
    this.form.querySelector("[data-action=nobody]").hidden = people.length === 0;
    const user = people.find((each) => each.id === holder);
    dressAvatar(this.avatar, user ? fullName(user) : "?");
  }

  ask() {
    this.form.hidden = false;
    this.form.querySelector("input").focus();
  }
}
