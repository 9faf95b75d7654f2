// The simulator's control API, as the page uses it. Nothing else in the page knows an address.

/** What the simulator refused, in its own words. */
export class Refusal extends Error {}

export const readState = () => read("/control/state");

export function readChat(chat, user) {
  return read(`/control/chats/${chat}/messages?user=${user}`);
}

/** The story that the page can play, or null; a simulator that knows of none has none. */
export const readStory = () => read("/control/story").catch(() => null);

export const readMoments = () => read("/control/moments").catch(() => ({ moments: [] }));

export const readCalls = (after) => read(`/control/calls?after=${after}`);

/** Moves the world's time: `{advance: seconds}` or `{set: seconds since 1970}`. */
export const moveClock = (how) => post("/control/clock", how);

export const addUser = (firstName) => post("/control/users", { first_name: firstName });

/** One thing a user does: send, press, start, voice, photo, document, contact, location, edit, block, unblock. */
export function act(user, what, details = {}) {
  return post(`/control/users/${user}/${what}`, details);
}

/** Follows the world. `onEvent` gets each event, `onLine` true when connected and false when lost. */
export function follow(onEvent, onLine) {
  const stream = new EventSource("/control/stream");
  stream.onopen = () => onLine(true);
  stream.onmessage = (event) => onEvent(JSON.parse(event.data));
  stream.onerror = () => {
    onLine(false);
    if (stream.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    setTimeout(() => follow(onEvent, onLine), 2000);
  };
}

function read(address) {
  return answerOf(fetch(address, { cache: "no-store" }));
}

function post(address, body) {
  return answerOf(
    fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

async function answerOf(call) {
  const response = await call;
  const answer = await response.json().catch(() => ({ error: `HTTP ${response.status}` }));
  if (!response.ok) throw new Refusal(answer.error ?? `HTTP ${response.status}`);
  return answer;
}
