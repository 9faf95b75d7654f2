// A call of the Bot API as a line for the shell.

/** The whole `curl` line of a call, made with a simulator's token. Files become a place to put one. */
export function curlLine(call, token) {
  const address = `${location.origin}/bot${token}/${call.method}`;
  const fields = Object.entries(call.params);
  if (fields.length === 0) return `curl -s ${quoted(address)}`;
  if (fields.some(([, value]) => isFile(value))) {
    return [`curl -s ${quoted(address)}`, ...fields.map(([name, value]) => formField(name, value))].join(" ");
  }
  const json = quoted(JSON.stringify(call.params));
  return `curl -s ${quoted(address)} -H 'Content-Type: application/json' -d ${json}`;
}

/** The parameters in a few words: the chat first, then what is said. */
export function shortParams(params) {
  return Object.entries(params)
    .map(([name, value]) => `${name}: ${shortened(value)}`)
    .join(" · ");
}

function formField(name, value) {
  if (isFile(value)) return `-F ${quoted(`${name}=@FILE`)}`;
  return `--form-string ${quoted(`${name}=${typeof value === "string" ? value : JSON.stringify(value)}`)}`;
}

function isFile(value) {
  return typeof value === "string" && /^<file, \d+ bytes>$/.test(value);
}

function shortened(value) {
  const text = typeof value === "string" ? value.replace(/\s+/g, " ") : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
