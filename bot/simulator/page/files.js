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

const RATE = 48000; // samples a second, as Opus has them

// Telegram's voice notes are OGG/Opus; of a browser that makes none, the recording becomes one.
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

/** The recording as WAV: the simulator makes of it what Telegram's clients send, Ogg with Opus. */
async function asWave(file) {
  const sound = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await file.arrayBuffer());
  const samples = sound.getChannelData(0);
  const wave = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  const word = (at, letters) => [...letters].forEach((letter, n) => wave.setUint8(at + n, letter.charCodeAt(0)));
  word(0, "RIFF");
  wave.setUint32(4, 36 + 2 * samples.length, true);
  word(8, "WAVEfmt ");
  wave.setUint32(16, 16, true);
  wave.setUint16(20, 1, true); // whole numbers
  wave.setUint16(22, 1, true); // one channel
  wave.setUint32(24, RATE, true);
  wave.setUint32(28, 2 * RATE, true);
  wave.setUint16(32, 2, true);
  wave.setUint16(34, 16, true);
  word(36, "data");
  wave.setUint32(40, 2 * samples.length, true);
  samples.forEach((value, n) => wave.setInt16(44 + 2 * n, Math.max(-1, Math.min(1, value)) * 0x7fff, true));
  return new File([wave.buffer], "voice.ogg", { type: "audio/ogg" });
}

function finish(recorder, parts, name, begun) {
  const seconds = Math.max(1, Math.round((performance.now() - begun) / 1000));
  return new Promise((resolve) => {
    recorder.onstop = async () => {
      for (const track of recorder.stream.getTracks()) track.stop();
      const made = new File(parts, name, { type: recorder.mimeType });
      const ogg = made.type.startsWith("audio/ogg");
      resolve({ file: ogg ? made : await asWave(made).catch(() => made), seconds });
    };
    recorder.stop();
  });
}
