// The bar of a story: its caption, the buttons to stop, go on and begin again, and the visitor's interruptions.

import { Player } from "./story.js";
import { addUser } from "./server.js";
import { currentLanguage, say } from "./words.js";

const QUIET_KEYS = ["Tab", "Shift", "Control", "Alt", "Meta"];
const BY_HAND = "#phones, #shelf, #clock"; // a touch of these is an interruption

export class StoryBar {
  constructor({ bar, begin, table, handOver, readWorld, speed, onBegun }) {
    this.bar = bar;
    this.begin = begin;
    this.table = table;
    this.onBegun = onBegun;
    this.speed = speed;
    this.player = null;
    this.state = { kind: "act", at: 0 };
    this.makePlayer = (story) =>
      new Player(story, {
        table,
        handOver,
        newPerson: async (name) => {
          const user = await addUser(name);
          await readWorld();
          return user.id;
        },
        onChange: (state) => this.show(state),
      });
    this.keys = Object.fromEntries(
      [...bar.querySelectorAll("[data-story]")].map((node) => [node.dataset.story, node]),
    );
    this.connect();
  }

  get isOffered() {
    return this.player !== null;
  }

  /** `story` as GET /control/story gave it, or null. */
  offer(story) {
    this.player = story && this.makePlayer(story);
    if (this.player) this.player.speed = this.speed;
    this.begin.hidden = !this.isOffered;
    this.rename();
  }

  rename() {
    if (this.isOffered) this.show(this.state);
  }

  // --- what the visitor wants ---

  connect() {
    this.begin.onclick = () => this.start();
    this.keys.again.onclick = () => this.start();
    this.keys.toggle.onclick = () => (this.player.isPlaying ? this.interrupt() : this.goOn());
    this.keys.speed.onclick = () => this.setSpeed(this.player.speed === 2 ? 1 : 2);
    this.keys.close.onclick = () => this.close();
    for (const kind of ["pointerdown", "keydown"]) {
      document.addEventListener(kind, (event) => this.noticeHand(event), true);
    }
  }

  /** The visitor's own hand (never the story's) stops the telling; what he does goes through all the same. */
  noticeHand(event) {
    if (!this.player?.isPlaying || !event.isTrusted) return;
    if (event.key === "Escape") this.interrupt();
    else if (!QUIET_KEYS.includes(event.key) && event.target.closest?.(BY_HAND)) this.interrupt();
  }

  start() {
    this.onBegun();
    this.bar.hidden = false;
    this.keys.toggle.focus();
    this.state = { kind: "act", at: 0 };
    this.tell(() => this.player.begin());
  }

  goOn() {
    this.state = { ...this.state, kind: "act" };
    this.tell(() => this.player.goOn());
  }

  interrupt() {
    this.player.stop();
    this.show({ ...this.state, kind: "stopped" });
  }

  close() {
    this.player.stop();
    this.bar.hidden = true;
    this.begin.focus();
  }

  tell(play) {
    play().catch(() => this.show({ ...this.state, kind: "misfit" })); // the line was lost
    this.show(this.state);
  }

  setSpeed(speed) {
    this.player.speed = speed;
    this.rename();
  }

  // --- what is shown ---

  /** `state`: `{kind: act | stopped | misfit | end, at, caption?}`; an act without a caption keeps the last one. */
  show(state) {
    this.state = { ...state, caption: state.caption ?? this.state.caption };
    const { kind, at } = this.state;
    this.bar.dataset.state = kind;
    this.write(this.sentence());
    this.bar.querySelector(".story-place").textContent = `${Math.min(at + 1, this.length)}/${this.length}`;
    this.bar.style.setProperty("--told", String(at / this.length));
    this.keys.toggle.hidden = kind === "misfit" || kind === "end";
    this.keys.toggle.textContent = say(kind === "stopped" ? "storyGoOn" : "storyStop");
    this.keys.again.classList.toggle("solid", kind === "misfit" || kind === "end");
    this.keys.speed.textContent = `${this.player.speed}×`;
    if (this.keys.toggle.hidden && document.activeElement === document.body) this.keys.again.focus();
  }

  write(sentence) {
    const caption = this.bar.querySelector(".story-caption");
    if (caption.textContent !== sentence) caption.textContent = sentence;
  }

  sentence() {
    const { kind, caption } = this.state;
    const story = this.player.story;
    const words = (said) => said?.[currentLanguage()] ?? "";
    if (kind === "misfit") return say("storyMisfit");
    if (kind === "end") return words(story.end);
    if (kind === "stopped") return say("storyStopped");
    return words(caption ?? story.acts[0].caption ?? story.title);
  }

  get length() {
    return this.player.story.acts.length;
  }
}
