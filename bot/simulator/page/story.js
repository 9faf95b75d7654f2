// A story that plays itself: which act is next, whether it still fits, and going on after an interruption.

import { fit, freshWords, signOf } from "./fitting.js";
import { point, typeWords } from "./hand.js";
import { found, pause, readingSeconds, Stopped } from "./pace.js";

const PATIENCE_S = 10; // for the bot's answer
const PATIENCE_AFTER_S = 1.5; // for an act to fit when the visitor has done things by hand

export class Player {
  /** `table` has the phones; `handOver(role, id)` seats people; `onChange(state)` is told what happens. */
  constructor(story, { table, handOver, newPerson, onChange }) {
    this.story = story;
    this.table = table;
    this.handOver = handOver;
    this.newPerson = newPerson;
    this.onChange = onChange;
    this.told = 0; // how often it was begun
    this.next = 0; // the act to come
    this.speed = 1;
    this.seen = new Map(); // the newest message that was there to read, by phone
    this.run = null;
  }

  get isPlaying() {
    return this.run !== null;
  }

  /** From the first word, with somebody new, so that it always works. */
  async begin() {
    this.stop();
    const names = this.story.newcomers;
    this.hero = await this.newPerson(names[this.told++ % names.length]);
    this.next = 0;
    this.seen.clear();
    return this.play(PATIENCE_S);
  }

  /** From where it stands now; acts which the visitor did by hand are passed over. */
  goOn() {
    return this.play(PATIENCE_AFTER_S);
  }

  /** Leaves everything as it is; the visitor goes on by hand. */
  stop() {
    this.run?.abort();
    this.run = null;
  }

  async play(patience) {
    this.stop();
    const run = (this.run = new AbortController());
    try {
      await this.takeSeats();
      this.catchUp();
      await this.tell(run.signal, patience);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      return;
    } finally {
      if (this.run === run) this.run = null;
    }
  }

  async tell(signal, patience) {
    for (let wait = patience; this.next < this.story.acts.length; wait = PATIENCE_S) {
      const act = this.story.acts[this.next];
      const phone = await this.comeTo(act);
      const place = await found(() => fit(act, phone, this.sign()), phone, wait, signal);
      if (place === null) {
        this.run = null;
        return this.onChange({ kind: "misfit", at: this.next });
      }
      this.onChange({ kind: "act", at: this.next, caption: act.caption });
      await pause(this.secondsToRead(act, phone) / this.speed, signal);
      await this.perform(act, phone, signal);
    }
    this.run = null;
    this.onChange({ kind: "end", at: this.next });
  }

  /** As long as the longer of the two takes that were just shown: what came to the phone, and the caption. */
  secondsToRead(act, phone) {
    const words = freshWords(act, phone, this.sign(), this.seen.get(phone.role) ?? 0);
    this.seen.set(phone.role, phone.messages.at(-1)?.message_id ?? 0);
    return Math.max(readingSeconds(words), readingSeconds(act.caption?.vi ?? ""));
  }

  /** The act itself. Once it is done it counts, whatever is broken off afterwards. */
  async perform(act, phone, signal) {
    const place = fit(act, phone, this.sign());
    if (place === null) return; // it moved meanwhile; looked for again
    if (act.does === "press") {
      const key = place.press();
      await point(key, this.speed, signal);
      this.next += 1;
      place.press()?.click();
    } else if (act.does === "send") {
      await typeWords(phone, act.what, this.speed, signal);
      this.next += 1;
      await phone.composer.send();
    } else {
      if (act.does === "read") await pause(readingSeconds(phone.messages.at(-1).text) / this.speed, signal);
      this.next += 1;
      if (act.does === "start") await phone.perform("start");
    }
  }

  /** Passes over acts that the visitor has done: goes on with the first one that fits right now. */
  catchUp() {
    const sign = this.sign();
    const ahead = this.story.acts.findIndex(
      (act, at) => at >= this.next && this.isOpen(act) && fit(act, this.table.phone(act.phone), sign) !== null,
    );
    if (ahead >= 0) this.next = ahead;
  }

  sign() {
    return this.story.sign ? signOf(this.story, this.table.phone(this.story.sign.phone)) : null;
  }

  isOpen(act) {
    const phone = this.table.phone(act.phone);
    return phone.chat === phone.home;
  }

  /** Everybody holds the phone the story gives them, with their own chat open and read. */
  async takeSeats() {
    const seats = { ...this.story.cast, [this.story.hero]: this.hero };
    for (const [role, id] of Object.entries(seats)) if (this.table.phone(role).holder !== id) this.handOver(role, id);
    await Promise.all(Object.keys(seats).map((role) => this.openOwn(this.table.phone(role))));
  }

  async openOwn(phone) {
    if (phone.chat !== phone.home) await phone.open(phone.home);
    else await phone.refresh();
  }

  async comeTo(act) {
    const phone = this.table.phone(act.phone);
    this.table.show(act.phone);
    await this.openOwn(phone);
    return phone;
  }
}
