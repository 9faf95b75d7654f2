// Making elements. Text only ever enters as text, so nothing a person wrote can become markup.

/** An element with properties (`data`, `label`, `class` and on… handlers are known) and children or strings. */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(node, name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined) return;
  if (name === "class") node.className = value;
  else if (name === "label") node.setAttribute("aria-label", value);
  else if (name === "data") Object.assign(node.dataset, value);
  else node[name] = value;
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(use);
  return drawing;
}

/** What a person wrote, on any direction and in any script, told to the browser so that it picks a font. */
export function written(tag, text, properties = {}) {
  return make(tag, { dir: "auto", lang: languageOf(text), ...properties }, text);
}

function languageOf(text) {
  if (/[\uAA80-\uAADF]/.test(text)) return "blt";
  if (/[\u0E80-\u0EFF]/.test(text)) return "lo";
  return "vi";
}

/** The first letter of a name as people see it, and a colour that stays the same for the name. */
export function dressAvatar(node, name, isBot = false) {
  node.classList.toggle("flower", isBot);
  if (isBot) {
    node.replaceChildren(icon("flower"));
    return;
  }
  const letters = [...new Intl.Segmenter("vi", { granularity: "grapheme" }).segment(name.trim())];
  node.textContent = letters.length > 0 ? letters[0].segment.toUpperCase() : "?";
  node.dataset.tone = String(toneOf(name));
}

export function toneOf(name) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 997;
  return sum % 6;
}

export function fullName({ first_name, last_name }) {
  return [first_name, last_name].filter(Boolean).join(" ");
}
