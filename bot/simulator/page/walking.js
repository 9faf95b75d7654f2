// The keyboard in a list of messages: arrows walk through messages and buttons, R replies, E edits.
// One message at a time is a stop of the Tab key; of the buttons only the newest message's are.

/** Lets arrows walk through `list`; `onLeft()` is called when the reader goes down past the end. */
export function walkWithKeys(list, onLeft) {
  list.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const taken = event.target === list ? enter(list, event.key) : walk(list, event, onLeft);
    if (taken) event.preventDefault();
  });
}

function enter(list, key) {
  if (key !== "ArrowUp" && key !== "ArrowDown") return false;
  return focus(key === "ArrowUp" ? list.lastElementChild : list.firstElementChild);
}

function walk(list, event, onLeft) {
  const message = event.target.closest("li");
  switch (event.key) {
    case "ArrowUp":
      return focus(message.previousElementSibling ?? message);
    case "ArrowDown":
      return message.nextElementSibling ? focus(message.nextElementSibling) : (onLeft(), true);
    case "ArrowRight":
      return event.target.matches("input") ? false : step(message, event.target, 1);
    case "ArrowLeft":
      return event.target.matches("input") ? false : step(message, event.target, -1);
    case "r":
    case "R":
      return press(message, ".reply");
    case "e":
    case "E":
      return press(message, ".edit");
    default:
      return false;
  }
}

/** To the next thing inside a message that can be pressed, or back to the message itself. */
function step(message, from, by) {
  const stops = [message, ...message.querySelectorAll("a.key, button")];
  return focus(stops[Math.min(Math.max(stops.indexOf(from) + by, 0), stops.length - 1)]);
}

function press(message, selector) {
  const button = message.querySelector(selector);
  button?.click();
  return button !== null;
}

function focus(node) {
  node?.focus();
  return node !== null;
}
