// A finger that draws a message to the side replies to it, as in any messenger.

const FAR = 56; // pixels that mean it
const STEEP = 24; // more than this up or down is scrolling

export function replyWhenSwiped(item, reply) {
  let from = null;
  const settle = () => {
    from = null;
    item.style.translate = "";
  };
  item.addEventListener("touchstart", ({ touches: [touch] }) => (from = touch), { passive: true });
  item.addEventListener(
    "touchmove",
    ({ touches: [touch] }) => {
      if (from === null) return;
      if (Math.abs(touch.clientY - from.clientY) > STEEP) settle();
      else item.style.translate = `${Math.min(0, Math.max(-FAR, touch.clientX - from.clientX))}px`;
    },
    { passive: true },
  );
  item.addEventListener("touchend", ({ changedTouches: [touch] }) => {
    const meant = from !== null && from.clientX - touch.clientX > FAR;
    settle();
    if (meant) reply();
  });
  item.addEventListener("touchcancel", settle);
}
