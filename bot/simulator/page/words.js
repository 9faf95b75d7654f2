// Every word of the page, Vietnamese first. What people and the bot say is never in here.

const words = {
  vi: {
    banner: "Đây là mô phỏng. Không ai ở ngoài đọc được.",
    hint: "Bấm “Bắt đầu” ở máy thứ nhất để nhờ giúp. Máy thứ hai là của cán bộ: lời nhờ hiện ở đó.",
    lost: "Mất nối với máy mô phỏng. Đang nối lại…",
    otherLanguage: "English",
    citizen: "Người nhờ giúp",
    officer: "Cán bộ",
    somebodyNew: "+ Thêm người khác…",
    newName: "Tên người mới",
    add: "Thêm",
    cancel: "Thôi",
    close: "Đóng",
    ok: "Đã hiểu",
    bot: "máy trả lời",
    busy: "đang viết…",
    members: "{count} người",
    more: "Việc khác",
    again: "Gửi /start",
    block: "Chặn máy trả lời",
    unblock: "Bỏ chặn",
    chats: "Các cuộc nói chuyện",
    privateChat: "Nói riêng",
    unread: "có tin mới",
    messages: "Tin nhắn",
    emptyTitle: "Chưa có tin nào",
    emptyText: "Bấm “Bắt đầu”, hoặc viết một câu ở dưới.",
    emptyGroup: "Nhóm chưa có tin nào.",
    nobody: "Chưa có ai. Thêm một người để thử.",
    noBot: "Đang chờ máy trả lời vào cuộc. Có tin là hiện ngay ở đây.",
    start: "Bắt đầu",
    write: "Viết tin nhắn",
    send: "Gửi",
    attach: "Gửi kèm",
    photo: "Ảnh",
    document: "Giấy tờ, tệp",
    voiceFile: "Tệp tiếng nói",
    contact: "Số máy của mình",
    location: "Chỗ đang đứng",
    record: "Ghi tiếng nói",
    stopRecording: "Dừng và gửi tiếng nói",
    noMicrophone: "Không mở được micro. Chọn một tệp tiếng nói.",
    keys: "Các nút",
    showKeys: "Hiện hoặc giấu các nút",
    edit: "Sửa tin này",
    editing: "Đang sửa tin đã gửi",
    edited: "đã sửa",
    sent: "đã gửi",
    answered: "đã trả lời",
    play: "Nghe",
    pause: "Dừng nghe",
    seek: "Chỗ đang nghe",
    noSound: "Không mở được tiếng nói này.",
    noPicture: "Không mở được ảnh này.",
    sticker: "Hình dán",
    joined: "{who} vào nhóm",
    left: "{who} rời nhóm",
    groupMade: "Đã lập nhóm",
    groupGrew: "Nhóm đã thành nhóm lớn",
    unknown: "Tin này trang chưa hiện được",
    failed: "Chưa làm được: {reason}",
  },
  en: {
    banner: "This is a simulation. Nobody outside can read it.",
    hint: "Press “Start” on the first phone to ask for help. The second phone is the officer's: the request shows up there.",
    lost: "The simulator cannot be reached. Trying again…",
    otherLanguage: "Tiếng Việt",
    citizen: "Citizen",
    officer: "Officer",
    somebodyNew: "+ Add somebody…",
    newName: "Name of the new person",
    add: "Add",
    cancel: "Cancel",
    close: "Close",
    ok: "OK",
    bot: "bot",
    busy: "is writing…",
    members: "{count} members",
    more: "More",
    again: "Send /start",
    block: "Block the bot",
    unblock: "Unblock",
    chats: "Chats",
    privateChat: "Private chat",
    unread: "new messages",
    messages: "Messages",
    emptyTitle: "No messages yet",
    emptyText: "Press “Start”, or write something below.",
    emptyGroup: "No messages in this group yet.",
    nobody: "Nobody is here yet. Add somebody to try it.",
    noBot: "Waiting for the bot to join. Its messages show up here at once.",
    start: "Start",
    write: "Write a message",
    send: "Send",
    attach: "Attach",
    photo: "Photo",
    document: "Document, file",
    voiceFile: "Sound file",
    contact: "My phone number",
    location: "Where I am",
    record: "Record a voice note",
    stopRecording: "Stop and send the voice note",
    noMicrophone: "The microphone cannot be used. Choose a sound file.",
    keys: "Buttons",
    showKeys: "Show or hide the buttons",
    edit: "Edit this message",
    editing: "Editing a sent message",
    edited: "edited",
    sent: "sent",
    answered: "answered",
    play: "Play",
    pause: "Pause",
    seek: "Position",
    noSound: "This sound cannot be played.",
    noPicture: "This picture cannot be shown.",
    sticker: "Sticker",
    joined: "{who} joined the group",
    left: "{who} left the group",
    groupMade: "The group was made",
    groupGrew: "The group became a supergroup",
    unknown: "The page cannot show this message yet",
    failed: "Not done: {reason}",
  },
};

let language = "vi";

export function currentLanguage() {
  return language;
}

export function setLanguage(wanted) {
  language = Object.hasOwn(words, wanted) ? wanted : "vi";
  document.documentElement.lang = language;
}

/** The word for a key, with its {places} filled. An unknown key is a bug and throws. */
export function say(key, values = {}) {
  const found = words[language][key];
  if (found === undefined) throw new Error(`no word for ${key}`);
  return found.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Fills every element below `root` that names a word in its data-word… attributes. */
export function fillWords(root) {
  for (const node of root.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of root.querySelectorAll("[data-word-label]")) nameIt(node, say(node.dataset.wordLabel));
  for (const node of root.querySelectorAll("[data-word-placeholder]")) {
    node.placeholder = say(node.dataset.wordPlaceholder);
  }
}

function nameIt(node, label) {
  node.setAttribute("aria-label", label);
  if (node.matches("button, summary")) node.title = label;
}
