// What the browser remembers of the visitor: language, seen hints, opened panels.

export function remembered(name) {
  try {
    return localStorage.getItem(`hoaban.${name}`);
  } catch {
    return null; // a browser that keeps nothing
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`hoaban.${name}`, value);
  } catch {
    // a browser that keeps nothing: the page works without
  }
}
