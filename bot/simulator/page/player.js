// A voice note in a bubble: play, pause, a bar to move in, and the time.

import { icon, make } from "./dom.js";
import { say } from "./words.js";

let playing = null; // one sound at a time

export function voicePlayer(address, seconds) {
  const sound = new Audio(address);
  sound.preload = "none";
  const button = make("button", { type: "button", class: "play", label: say("play") }, icon("play"));
  const bar = make("input", { type: "range", min: "0", max: "100", value: "0", label: say("seek") });
  const time = make("span", { class: "time" }, clockTime(seconds ?? 0));
  const player = make("div", { class: "voice" }, button, bar, time);
  const length = () => (Number.isFinite(sound.duration) ? sound.duration : seconds || 1);

  button.onclick = () => (sound.paused ? play(sound) : sound.pause());
  bar.oninput = () => (sound.currentTime = (Number(bar.value) / 100) * length());
  sound.onplay = () => show(button, "pause");
  sound.onpause = () => show(button, "play");
  sound.onended = () => show(button, "play");
  sound.ontimeupdate = () => {
    bar.value = String((sound.currentTime / length()) * 100);
    bar.style.setProperty("--heard", `${bar.value}%`);
    time.textContent = clockTime(sound.currentTime || seconds || 0);
  };
  sound.onerror = () => player.replaceChildren(make("span", { class: "broken" }, say("noSound")), time);
  return player;
}

function play(sound) {
  if (playing !== null && playing !== sound) playing.pause();
  playing = sound;
  sound.play().catch(() => {}); // the error event has told the person
}

function show(button, state) {
  button.replaceChildren(icon(state));
  button.setAttribute("aria-label", say(state));
}

export function clockTime(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
