// Files a person picks or records, made ready for the control API: base64, name, seconds.

const LARGEST_SENT = 20 * 1024 * 1024; // a larger one is only declared, as the simulator allows

export async function packed(file) {
  const about = { name: file.name, size: file.size, ...(file.type && { mime: file.type }) };
  return file.size > LARGEST_SENT ? about : { ...about, data: await base64(file) };
}

export async function packedVoice(file, seconds) {
  return { ...(await packed(file)), seconds: seconds ?? (await secondsOf(file)) };
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

function secondsOf(file) {
  return new Promise((resolve) => {
    const address = URL.createObjectURL(file);
    const sound = new Audio();
    const settle = () => {
      URL.revokeObjectURL(address);
      resolve(Number.isFinite(sound.duration) ? Math.max(1, Math.round(sound.duration)) : 1);
    };
    sound.onloadedmetadata = settle;
    sound.onerror = settle;
    sound.src = address;
  });
}

// Telegram's voice notes are OGG/Opus or M4A; WebM is what is left when a browser makes neither.
const SOUNDS = [
  ["audio/ogg;codecs=opus", "ogg"],
  ["audio/mp4", "m4a"],
  ["audio/webm;codecs=opus", "webm"],
];

/** Starts the microphone. Resolves to `{stop}`; `stop()` resolves to the file and its seconds. Throws when it cannot. */
export async function recordVoice() {
  if (!navigator.mediaDevices || !window.MediaRecorder) throw new Error("no microphone");
  const [mimeType, ending] = SOUNDS.find(([type]) => MediaRecorder.isTypeSupported(type)) ?? ["", "webm"];
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const begun = performance.now();
  recorder.start();
  return { stop: () => finish(recorder, parts, `voice.${ending}`, begun) };
}

function finish(recorder, parts, name, begun) {
  const seconds = Math.max(1, Math.round((performance.now() - begun) / 1000));
  return new Promise((resolve) => {
    recorder.onstop = () => {
      for (const track of recorder.stream.getTracks()) track.stop();
      resolve({ file: new File(parts, name, { type: recorder.mimeType }), seconds });
    };
    recorder.stop();
  });
}
