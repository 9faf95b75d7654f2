// Who sits where when the page opens: as the address asks, else by the names people carry in the simulator.

/** The group that the staff's panel shows, and a phone's holder: `{citizen: id, …, group: {home, holder}}`. */
export function seats(world, asked) {
  const people = new Map(world.users.map((user) => [user.id, user]));
  const wanted = (role) => {
    const id = Number(asked.get(role));
    return people.has(id) ? id : null;
  };
  const called = (prefix) => world.users.filter((user) => user.username?.startsWith(prefix));
  const staff = new Set([...called("officer"), ...called("admin")]);
  const citizens = world.users.filter((user) => !staff.has(user));
  const named = called("officer")[0];
  const officer = wanted("officer") ?? named?.id ?? citizens[1]?.id ?? null;
  const neighbour = citizens.slice(1).find((user) => user.id !== officer);
  return {
    citizen: wanted("citizen") ?? citizens[0]?.id ?? world.users[0]?.id ?? null,
    neighbour: wanted("neighbour") ?? (named ? (neighbour?.id ?? null) : null),
    officer,
    admin: wanted("admin") ?? called("admin")[0]?.id ?? null,
    group: groupSeat(world, wanted("group"), officer),
  };
}

/** The newest group with a bot in it; a member holds it, the officer if he is one. */
function groupSeat(world, wanted, officer) {
  const bots = world.bots.map((bot) => bot.id);
  const group = world.chats.findLast(
    (chat) => chat.type !== "private" && chat.moved_to === null && chat.members.some((id) => bots.includes(id)),
  );
  if (group === undefined) return { home: null, holder: null };
  const humans = group.members.filter((id) => !bots.includes(id));
  const holder = [wanted, officer, ...humans].find((id) => humans.includes(id)) ?? null;
  return { home: group.id, holder };
}
