// How fast a story is told: the time it takes to read what was just shown, and pauses that can be broken off.

const LETTERS_A_SECOND = 15;
const SHORTEST_S = 0.8;
const LONGEST_S = 5;

/** A telling that was broken off. */
export class Stopped extends Error {}

/** Seconds to read a text, at speed 1. */
export function readingSeconds(text) {
  return Math.min(LONGEST_S, Math.max(SHORTEST_S, text.length / LETTERS_A_SECOND));
}

/** Resolves after so many seconds; rejects with Stopped as soon as the signal says so. */
export function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Stopped());
    const stop = () => {
      clearTimeout(timer);
      reject(new Stopped());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, seconds * 1000);
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** What `look()` found, tried now and whenever the phone was read again; null after so many seconds. */
export function found(look, phone, seconds, signal) {
  return new Promise((resolve, reject) => {
    const first = look();
    if (first || signal.aborted) return first ? resolve(first) : reject(new Stopped());
    const again = () => {
      const seen = look();
      if (seen) settle(() => resolve(seen));
    };
    const stop = () => settle(() => reject(new Stopped()));
    const timer = setTimeout(() => settle(() => resolve(null)), seconds * 1000);
    const settle = (end) => {
      clearTimeout(timer);
      phone.root.removeEventListener("read", again);
      signal.removeEventListener("abort", stop);
      end();
    };
    phone.root.addEventListener("read", again);
    signal.addEventListener("abort", stop, { once: true });
  });
}

export const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
