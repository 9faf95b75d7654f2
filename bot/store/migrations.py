"""The schema: numbered migrations, each in one transaction with the record of it.

``{id}`` and ``{bytes}`` stand for what differs between databases; all else is words both know.
Times are milliseconds UTC. Columns marked «sealed» hold AES-GCM bytes (see sealing.py).
"""

from __future__ import annotations

from typing import Final

from bot.store.engine import Engine


class SchemaProblem(Exception):
    """The database cannot be used by this program; the message says why."""


FIRST: Final = """
CREATE TABLE chats (
  id {id},
  address_digest {bytes} NOT NULL UNIQUE,
  address {bytes} NOT NULL, -- sealed
  private INTEGER NOT NULL,
  blocked_at BIGINT
);
CREATE TABLE people (
  id {id},
  chat BIGINT NOT NULL UNIQUE REFERENCES chats (id),
  name {bytes}, -- sealed
  language TEXT,
  created_at BIGINT NOT NULL
);
CREATE TABLE inbox (
  id {id},
  kind TEXT NOT NULL, -- update, timer, file, undelivered, alarm, report
  chat BIGINT NOT NULL REFERENCES chats (id),
  bot BIGINT,
  update_id BIGINT,
  received_at BIGINT NOT NULL,
  state TEXT NOT NULL, -- open, done, failed, quarantined
  starts INTEGER NOT NULL DEFAULT 0,
  raw {bytes}, -- sealed; gone once done
  error TEXT
);
CREATE INDEX inbox_open ON inbox (chat, id) WHERE state = 'open';
CREATE INDEX inbox_seen ON inbox (bot, update_id);
CREATE TABLE outbox (
  id {id},
  kind TEXT NOT NULL, -- message, answer, leave
  chat BIGINT NOT NULL REFERENCES chats (id),
  priority INTEGER NOT NULL,
  body {bytes}, -- sealed; gone once sent
  state TEXT NOT NULL, -- due, sent, blocked, failed, expired
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  sent_at BIGINT,
  message TEXT, -- the channel's name of the message, once sent
  handle TEXT,
  target BIGINT REFERENCES outbox (id), -- the row this one edits
  about BIGINT,
  error TEXT
);
CREATE INDEX outbox_due ON outbox (id) WHERE state = 'due';
CREATE INDEX outbox_handle ON outbox (handle, chat) WHERE handle IS NOT NULL;
CREATE TABLE sessions (
  id {id},
  person BIGINT NOT NULL REFERENCES people (id),
  flow TEXT NOT NULL,
  version TEXT NOT NULL,
  body {bytes}, -- sealed: events, turn, offer
  outcome TEXT NOT NULL, -- '' while open
  started_at BIGINT NOT NULL,
  asked_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX sessions_open ON sessions (person) WHERE outcome = '';
CREATE TABLE staff (
  id {id},
  person BIGINT NOT NULL REFERENCES people (id),
  role TEXT NOT NULL, -- officer, coordinator, head, admin
  name {bytes} NOT NULL, -- sealed
  branch TEXT NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT
);
CREATE UNIQUE INDEX staff_active ON staff (person) WHERE until IS NULL;
CREATE TABLE invites (
  id {id},
  token_digest {bytes} NOT NULL UNIQUE,
  role TEXT NOT NULL,
  name {bytes} NOT NULL, -- sealed
  branch TEXT NOT NULL,
  invited_by BIGINT NOT NULL REFERENCES people (id),
  expires_at BIGINT NOT NULL,
  used_by BIGINT REFERENCES people (id),
  used_at BIGINT
);
CREATE TABLE requests (
  id {id},
  number TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL, -- legal_aid, urgent, arrested, callback
  person BIGINT NOT NULL REFERENCES people (id),
  session BIGINT REFERENCES sessions (id),
  source TEXT NOT NULL,
  matter TEXT,
  place TEXT,
  branch TEXT NOT NULL,
  urgent INTEGER NOT NULL,
  guarded INTEGER NOT NULL, -- a shared phone or a sensitive matter: say little, everywhere
  status TEXT NOT NULL,
  version INTEGER NOT NULL,
  facts {bytes}, -- sealed: what was answered
  legal_basis TEXT NOT NULL,
  flow_version TEXT NOT NULL,
  rules_version TEXT NOT NULL,
  claimed_by BIGINT REFERENCES staff (id),
  claimed_at BIGINT,
  first_reply_at BIGINT,
  closed_at BIGINT,
  next_actor TEXT NOT NULL,
  next_by BIGINT,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX requests_session ON requests (session) WHERE session IS NOT NULL;
CREATE INDEX requests_person ON requests (person);
CREATE INDEX requests_waiting ON requests (status, id);
CREATE TABLE history (
  id {id},
  request BIGINT NOT NULL REFERENCES requests (id),
  at BIGINT NOT NULL,
  actor TEXT NOT NULL, -- citizen, machine, staff:<id>
  what TEXT NOT NULL,
  details TEXT NOT NULL, -- codes and ids, never words
  words_digest {bytes},
  digest {bytes} NOT NULL -- chained: keyed digest of the row before and of this one
);
CREATE INDEX history_request ON history (request, id);
CREATE TABLE files (
  id {id},
  chat BIGINT NOT NULL REFERENCES chats (id),
  session BIGINT REFERENCES sessions (id),
  request BIGINT REFERENCES requests (id),
  kind TEXT NOT NULL,
  refs {bytes} NOT NULL, -- sealed: the channel's names of it, its name and type
  size BIGINT,
  seconds INTEGER,
  state TEXT NOT NULL, -- wanted, kept, lost
  tries INTEGER NOT NULL DEFAULT 0,
  due_at BIGINT NOT NULL,
  digest TEXT,
  created_at BIGINT NOT NULL
);
CREATE INDEX files_wanted ON files (due_at) WHERE state = 'wanted';
CREATE INDEX files_session ON files (session);
CREATE TABLE messages (
  id {id},
  request BIGINT NOT NULL REFERENCES requests (id),
  author TEXT NOT NULL, -- citizen or staff:<id>
  body {bytes} NOT NULL, -- sealed
  file BIGINT REFERENCES files (id),
  at BIGINT NOT NULL
);
CREATE INDEX messages_request ON messages (request, id);
CREATE TABLE desk (
  person BIGINT PRIMARY KEY REFERENCES people (id),
  verb TEXT NOT NULL,
  request BIGINT NOT NULL REFERENCES requests (id),
  at BIGINT NOT NULL
);
CREATE TABLE consents (
  id {id},
  person BIGINT NOT NULL REFERENCES people (id),
  session BIGINT REFERENCES sessions (id),
  purpose TEXT NOT NULL,
  given INTEGER NOT NULL,
  text_key TEXT NOT NULL,
  text_digest TEXT NOT NULL,
  language TEXT NOT NULL,
  medium TEXT NOT NULL, -- text, voice, spoken, paper
  at BIGINT NOT NULL,
  withdrawn_at BIGINT
);
CREATE TABLE timers (
  id {id},
  kind TEXT NOT NULL,
  chat BIGINT NOT NULL REFERENCES chats (id),
  due_at BIGINT NOT NULL,
  details TEXT NOT NULL
);
CREATE INDEX timers_due ON timers (due_at);
CREATE TABLE audit (
  id {id},
  at BIGINT NOT NULL,
  person BIGINT REFERENCES people (id),
  what TEXT NOT NULL,
  request BIGINT REFERENCES requests (id),
  details TEXT NOT NULL
);
CREATE TABLE centre (
  name TEXT PRIMARY KEY,
  row INTEGER NOT NULL UNIQUE,
  value {bytes} NOT NULL -- sealed
);
"""

SECOND: Final = """
DROP INDEX sessions_open; -- status, settings and others run on top of the conversation
CREATE INDEX sessions_open ON sessions (person, id) WHERE outcome = '';
ALTER TABLE people ADD COLUMN voice INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN low_data INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN left_at BIGINT; -- by the quick exit; until they write again
ALTER TABLE requests ADD COLUMN code_word {bytes}; -- keyed digest
ALTER TABLE requests ADD COLUMN silenced_at BIGINT; -- the person wants no more messages
ALTER TABLE requests ADD COLUMN helper INTEGER NOT NULL DEFAULT 0; -- somebody asked for somebody else
ALTER TABLE inbox ADD COLUMN message TEXT; -- the channel's name of it, so that it can be taken away
CREATE TABLE tries (
  id {id},
  person BIGINT NOT NULL REFERENCES people (id),
  at BIGINT NOT NULL
);
CREATE INDEX tries_person ON tries (person, at);
INSERT INTO timers (kind, chat, due_at, details) -- drafts begun before there was an end to them
  SELECT 'draft_end', people.chat, sessions.asked_at, CAST(sessions.id AS TEXT)
  FROM sessions JOIN people ON people.id = sessions.person
  WHERE sessions.outcome = '' AND sessions.flow = 'legal_aid';
"""

THIRD: Final = """
ALTER TABLE requests ADD COLUMN outcome TEXT; -- how it was closed
ALTER TABLE requests ADD COLUMN sensitive TEXT; -- what a group must not see of it
ALTER TABLE requests ADD COLUMN rung INTEGER NOT NULL DEFAULT 0; -- steps of waiting that have passed
ALTER TABLE requests ADD COLUMN waits_since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN extended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN awaited INTEGER NOT NULL DEFAULT 0; -- the person wrote last
ALTER TABLE requests ADD COLUMN lapsed_from BIGINT REFERENCES staff (id);
ALTER TABLE requests ADD COLUMN lapsed_at BIGINT;
UPDATE requests SET waits_since = coalesce(claimed_at, created_at), next_by = coalesce(claimed_at, created_at)
  WHERE status IN ('new', 'claimed');
INSERT INTO timers (kind, chat, due_at, details) -- what waits already is watched from now on
  SELECT 'wait', people.chat, requests.waits_since, CAST(requests.id AS TEXT)
  FROM requests JOIN people ON people.id = requests.person WHERE requests.status IN ('new', 'claimed');
CREATE INDEX requests_in_hand ON requests (claimed_by, status) WHERE claimed_by IS NOT NULL;
ALTER TABLE staff ADD COLUMN on_duty INTEGER NOT NULL DEFAULT 0;
CREATE TABLE leaves (
  id {id},
  staff BIGINT NOT NULL REFERENCES staff (id),
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  set_by BIGINT NOT NULL REFERENCES staff (id),
  at BIGINT NOT NULL
);
CREATE INDEX leaves_staff ON leaves (staff, until_at);
CREATE TABLE declines (
  request BIGINT NOT NULL REFERENCES requests (id),
  staff BIGINT NOT NULL REFERENCES staff (id),
  kind TEXT NOT NULL, -- not_mine, conflict
  ground TEXT NOT NULL, -- of the law, for a conflict
  by_staff BIGINT NOT NULL REFERENCES staff (id),
  at BIGINT NOT NULL,
  PRIMARY KEY (request, staff)
);
CREATE TABLE notes (
  id {id},
  request BIGINT NOT NULL REFERENCES requests (id),
  staff BIGINT NOT NULL REFERENCES staff (id),
  kind TEXT NOT NULL, -- note, release, transfer, removal
  body {bytes} NOT NULL, -- sealed
  file BIGINT REFERENCES files (id),
  origin TEXT, -- the channel's name of the message it was typed in
  at BIGINT NOT NULL
);
CREATE INDEX notes_request ON notes (request, id);
ALTER TABLE messages ADD COLUMN origin TEXT; -- the channel's name of the message it was typed in
ALTER TABLE messages ADD COLUMN album TEXT;
ALTER TABLE messages ADD COLUMN edited_at BIGINT;
ALTER TABLE desk ADD COLUMN details TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN request BIGINT; -- what an answer to this message is about
CREATE INDEX messages_origin ON messages (origin) WHERE origin IS NOT NULL;
CREATE INDEX notes_origin ON notes (origin) WHERE origin IS NOT NULL;
CREATE INDEX files_request ON files (request) WHERE request IS NOT NULL;
CREATE INDEX timers_kind ON timers (kind, details);
CREATE INDEX outbox_chat ON outbox (chat, created_at);
CREATE INDEX outbox_message ON outbox (chat, message) WHERE message IS NOT NULL;
CREATE TABLE reports (
  id {id},
  kind TEXT NOT NULL, -- picture, sheet
  chat BIGINT NOT NULL REFERENCES chats (id),
  person BIGINT NOT NULL REFERENCES people (id),
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  branch TEXT NOT NULL,
  state TEXT NOT NULL, -- wanted, made, failed
  starts INTEGER NOT NULL DEFAULT 0,
  file BIGINT REFERENCES files (id),
  created_at BIGINT NOT NULL
);
CREATE INDEX reports_wanted ON reports (id) WHERE state = 'wanted';
CREATE INDEX requests_created ON requests (created_at);
"""

FOURTH: Final = """
ALTER TABLE requests ADD COLUMN stage TEXT NOT NULL DEFAULT 'received'; -- in law: domain/lifecycle.py
ALTER TABLE requests ADD COLUMN form TEXT; -- proceedings, advice, representation: said at acceptance
ALTER TABLE requests ADD COLUMN custody TEXT; -- arrested, detained, none
ALTER TABLE requests ADD COLUMN official_code TEXT; -- in the Ministry's register
ALTER TABLE requests ADD COLUMN restricted_at BIGINT; -- the person wants it kept but not used
CREATE TABLE acts (
  id {id},
  request BIGINT NOT NULL REFERENCES requests (id),
  act TEXT NOT NULL, -- domain/lifecycle.py
  at BIGINT NOT NULL,
  staff BIGINT REFERENCES staff (id), -- who did it; NULL: the machine
  law TEXT NOT NULL, -- the version of the law
  ground TEXT NOT NULL DEFAULT '', -- of the law, with its version
  details TEXT NOT NULL DEFAULT '', -- codes, never words
  reference {bytes}, -- sealed: the number of a written act, the code in the register
  words {bytes} -- sealed: which papers, which reasons
);
CREATE INDEX acts_request ON acts (request, id);
CREATE TABLE told_clocks (
  kind TEXT NOT NULL, -- of the timer: what the clock is about
  row BIGINT NOT NULL, -- a request, a complaint …
  deadline TEXT NOT NULL, -- province/law/deadlines.yaml
  over_at BIGINT NOT NULL,
  state TEXT NOT NULL, -- the last one that somebody was told of: domain/clocks.py
  at BIGINT NOT NULL,
  PRIMARY KEY (kind, row, deadline, over_at)
);
CREATE TABLE judgements (
  id {id},
  request BIGINT NOT NULL REFERENCES requests (id),
  moment TEXT NOT NULL, -- receipt, check, acceptance
  at BIGINT NOT NULL,
  law TEXT NOT NULL, -- the version that judged
  answer TEXT NOT NULL, -- likely, maybe, unlikely
  clauses {bytes} NOT NULL -- sealed: ids of clauses and their answers; a clause may tell of a sickness
);
CREATE INDEX judgements_request ON judgements (request, id);
CREATE TABLE complaints (
  id {id},
  person BIGINT NOT NULL REFERENCES people (id),
  request BIGINT REFERENCES requests (id),
  kind TEXT NOT NULL, -- complaint, money
  level INTEGER NOT NULL DEFAULT 1, -- 1: the head; 2: the Department of Justice
  ground TEXT NOT NULL DEFAULT '', -- of the law; of a money report when it was asked
  session BIGINT REFERENCES sessions (id), -- its voices and papers are those of this conversation
  body {bytes} NOT NULL, -- sealed
  at BIGINT NOT NULL,
  answered_at BIGINT,
  answered_by BIGINT REFERENCES staff (id),
  answer {bytes}, -- sealed
  discontent_at BIGINT, -- the person does not agree with the answer
  watched INTEGER NOT NULL DEFAULT 0, -- others read the phone it came from, or its matter is sensitive
  told_at BIGINT -- when the answer went to the person; NULL: it waits for her hours, or cannot be sent
);
CREATE INDEX complaints_open ON complaints (id) WHERE answered_at IS NULL;
CREATE TABLE data_requests (
  id {id},
  person BIGINT NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL, -- view, copy, correct, delete, restrict, withdraw
  at BIGINT NOT NULL,
  acknowledged_at BIGINT,
  extended_at BIGINT,
  ended_at BIGINT,
  ended_by BIGINT REFERENCES staff (id),
  result TEXT, -- done, refused, not_her
  words {bytes} -- sealed
);
CREATE INDEX data_requests_open ON data_requests (id) WHERE ended_at IS NULL;
CREATE TABLE surveys (
  id {id},
  request BIGINT NOT NULL UNIQUE REFERENCES requests (id),
  face TEXT NOT NULL, -- good, middling, bad
  session BIGINT REFERENCES sessions (id), -- in which something was said besides, with its voices
  body {bytes}, -- sealed
  at BIGINT NOT NULL
);
DROP TABLE desk; -- it holds nothing for longer than half an hour
CREATE TABLE desk (
  person BIGINT PRIMARY KEY REFERENCES people (id),
  verb TEXT NOT NULL,
  request BIGINT REFERENCES requests (id), -- NULL: the verb is about something else, which the details name
  details TEXT NOT NULL DEFAULT '',
  at BIGINT NOT NULL
);
ALTER TABLE reports ADD COLUMN request BIGINT REFERENCES requests (id); -- of a paper about one request
ALTER TABLE reports ADD COLUMN details TEXT NOT NULL DEFAULT ''; -- which paper
ALTER TABLE consents ADD COLUMN request BIGINT REFERENCES requests (id);
ALTER TABLE people ADD COLUMN came_by TEXT; -- counter, phone, agency: no chat of one's own; NULL: met in a chat
ALTER TABLE people ADD COLUMN typed_by BIGINT REFERENCES staff (id); -- who wrote down what such a person said
CREATE INDEX people_typed ON people (typed_by) WHERE typed_by IS NOT NULL;
ALTER TABLE requests ADD COLUMN notice_at BIGINT; -- when the Centre got the notice of an agency
ALTER TABLE requests ADD COLUMN event_at BIGINT; -- the time that the notice names
ALTER TABLE requests ADD COLUMN helper_told_at BIGINT; -- since when the helper may hear how it goes: the person said so
CREATE TABLE notice_drafts (
  person BIGINT PRIMARY KEY REFERENCES people (id), -- of the staff, who types it
  number INTEGER NOT NULL, -- which one it is, so that an old button does nothing
  asks TEXT NOT NULL, -- what the next words answer; '' while none are waited for
  body {bytes} NOT NULL, -- sealed
  at BIGINT NOT NULL
);
ALTER TABLE requests ADD COLUMN urgency TEXT NOT NULL DEFAULT ''; -- why it is urgent: domain/urgency.py
UPDATE requests SET urgency = CASE kind WHEN 'urgent' THEN 'danger' WHEN 'arrested' THEN 'detained' ELSE 'date_soon' END
  WHERE urgent = 1;
CREATE TABLE duties (
  id {id},
  staff BIGINT NOT NULL REFERENCES staff (id),
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  set_by BIGINT NOT NULL REFERENCES staff (id),
  at BIGINT NOT NULL
);
CREATE INDEX duties_staff ON duties (staff, until_at);
CREATE TABLE disasters (
  id {id},
  from_at BIGINT NOT NULL,
  until_at BIGINT, -- NULL: the switch is on
  set_by BIGINT NOT NULL REFERENCES staff (id),
  ended_by BIGINT REFERENCES staff (id)
);
ALTER TABLE consents ADD COLUMN staff BIGINT REFERENCES staff (id); -- who recorded it; NULL: the person in the chat
ALTER TABLE requests ADD COLUMN erased_at BIGINT; -- its words were deleted
ALTER TABLE people ADD COLUMN erased_at BIGINT; -- nothing of theirs is kept; the address goes last
ALTER TABLE data_requests ADD COLUMN request BIGINT REFERENCES requests (id); -- what it is about
ALTER TABLE data_requests ADD COLUMN session BIGINT REFERENCES sessions (id); -- in which a voice was sent with it
CREATE INDEX data_requests_request ON data_requests (request);
CREATE INDEX consents_request ON consents (request);
CREATE INDEX consents_session ON consents (session);
UPDATE consents SET request = (SELECT id FROM requests WHERE requests.session = consents.session)
  WHERE session IS NOT NULL; -- those given before consents were kept with their request
ALTER TABLE messages ADD COLUMN held INTEGER NOT NULL DEFAULT 0; -- it waits for the person's hours
CREATE INDEX sessions_person ON sessions (person);
CREATE INDEX messages_held ON messages (request) WHERE held = 1;
ALTER TABLE people ADD COLUMN parted_from BIGINT REFERENCES chats (id); -- the chat that is not theirs any more
ALTER TABLE people ADD COLUMN parted_why TEXT; -- left, not_me
CREATE INDEX people_parted ON people (parted_from) WHERE parted_from IS NOT NULL;
ALTER TABLE requests ADD COLUMN picture_misses INTEGER NOT NULL DEFAULT 0; -- wrong pictures since it was last opened
"""

FIFTH: Final = """
ALTER TABLE staff ADD COLUMN sex TEXT; -- female, male; NULL: not said
ALTER TABLE staff ADD COLUMN communes TEXT NOT NULL DEFAULT ''; -- codes; '': all of the branch
ALTER TABLE staff ADD COLUMN languages TEXT NOT NULL DEFAULT ''; -- tags of those spoken besides Vietnamese
ALTER TABLE staff ADD COLUMN matters TEXT NOT NULL DEFAULT ''; -- '': all
DROP INDEX requests_in_hand;
CREATE INDEX requests_in_hand ON requests (claimed_by) WHERE status <> 'closed';
CREATE INDEX requests_in_law ON requests (id)
  WHERE stage NOT IN ('discontinued', 'handed_over', 'referred', 'refused', 'withdrawn')
  AND (status <> 'closed' OR stage = 'ended' OR kind = 'notice');
ALTER TABLE staff ADD COLUMN interprets BIGINT REFERENCES requests (id); -- the one request of an interpreter
CREATE INDEX staff_interprets ON staff (interprets) WHERE interprets IS NOT NULL;
ALTER TABLE invites ADD COLUMN request BIGINT REFERENCES requests (id);
ALTER TABLE invites ADD COLUMN settled_at BIGINT; -- somebody saw the name of who used it, and said yes or no
ALTER TABLE invites ADD COLUMN settled_by BIGINT REFERENCES people (id);
ALTER TABLE invites ADD COLUMN let_in INTEGER;
ALTER TABLE requests ADD COLUMN speaks TEXT; -- the language that the person asked to be spoken with
CREATE TABLE laters (
  staff BIGINT NOT NULL REFERENCES staff (id),
  request BIGINT NOT NULL REFERENCES requests (id),
  until_at BIGINT NOT NULL, -- until then it is not shown to him in the queue
  PRIMARY KEY (staff, request)
);
CREATE TABLE request_words ( -- by which a request is found: keyed digests, never the words
  request BIGINT NOT NULL REFERENCES requests (id),
  kind TEXT NOT NULL, -- name, phone, other
  digest {bytes} NOT NULL,
  PRIMARY KEY (request, kind, digest)
);
CREATE INDEX request_words_digest ON request_words (digest, kind, request);
ALTER TABLE requests ADD COLUMN worded INTEGER NOT NULL DEFAULT 0; -- its words are among them
CREATE INDEX requests_unworded ON requests (id) WHERE worded = 0 AND facts IS NOT NULL;
CREATE INDEX requests_place ON requests (place, id);
CREATE INDEX requests_code ON requests (official_code) WHERE official_code IS NOT NULL;
CREATE TABLE appointments (
  id {id},
  request BIGINT NOT NULL REFERENCES requests (id), -- whoever has it in hand has its appointments
  at BIGINT NOT NULL,
  place TEXT NOT NULL, -- commune, centre, home, phone
  standing TEXT NOT NULL, -- set, moved, cancelled
  answer TEXT NOT NULL, -- yes, no; '' while the person said nothing
  created_at BIGINT NOT NULL
);
CREATE INDEX appointments_at ON appointments (at) WHERE standing = 'set';
CREATE INDEX appointments_request ON appointments (request, at);
ALTER TABLE staff ADD COLUMN morning INTEGER; -- minute of the day at which the morning list comes; -1: none; NULL: the usual one
CREATE INDEX history_at ON history (at);
CREATE INDEX requests_met ON requests (first_reply_at) WHERE first_reply_at IS NOT NULL;
CREATE INDEX audit_read ON audit (what, at);
CREATE INDEX audit_person ON audit (person, what, at);
ALTER TABLE leaves ADD COLUMN substitute BIGINT REFERENCES staff (id); -- who was asked to stand in
ALTER TABLE leaves ADD COLUMN accepted_at BIGINT; -- since when that one has said yes
CREATE INDEX leaves_substitute ON leaves (substitute, until_at) WHERE accepted_at IS NOT NULL;
CREATE TABLE asks (
  id {id},
  request BIGINT NOT NULL REFERENCES requests (id),
  flow TEXT NOT NULL,
  staff BIGINT NOT NULL REFERENCES staff (id),
  session BIGINT REFERENCES sessions (id), -- in which it is answered
  state TEXT NOT NULL, -- asked, opened, answered, silent
  asked_at BIGINT NOT NULL
);
CREATE INDEX asks_request ON asks (request);
CREATE INDEX asks_session ON asks (session) WHERE session IS NOT NULL;
ALTER TABLE messages ADD COLUMN press TEXT NOT NULL DEFAULT ''; -- of a notice: what can be pressed under it
CREATE TABLE links (
  request BIGINT NOT NULL REFERENCES requests (id),
  other BIGINT NOT NULL REFERENCES requests (id),
  kind TEXT NOT NULL, -- split: parted off the other; duplicate: the same as the other
  at BIGINT NOT NULL,
  PRIMARY KEY (request, other)
);
CREATE INDEX links_other ON links (other);
CREATE TABLE topics (
  chat BIGINT NOT NULL REFERENCES chats (id),
  code TEXT NOT NULL, -- of a branch, of a matter
  thread TEXT, -- the channel's name of it; NULL: it could not be made
  at BIGINT NOT NULL,
  PRIMARY KEY (chat, code)
);
"""

SIXTH: Final = """
ALTER TABLE requests ADD COLUMN chain_end {bytes}; -- keyed digest of its newest link: taking links off the end is seen too
ALTER TABLE requests ADD COLUMN counted {bytes}; -- sealed: what the signed form says of the person, for sums only
UPDATE staff SET sex = CASE sex WHEN 'female' THEN 'woman' WHEN 'male' THEN 'man' ELSE sex END;
CREATE INDEX acts_at ON acts (at);
CREATE TABLE dossier ( -- the papers that a request needs
  id {id},
  request BIGINT NOT NULL REFERENCES requests (id),
  name {bytes} NOT NULL, -- sealed
  staff BIGINT NOT NULL REFERENCES staff (id), -- who listed it
  at BIGINT NOT NULL,
  received_at BIGINT,
  seen_at BIGINT, -- its original, or a certified copy
  seen_by BIGINT REFERENCES staff (id)
);
CREATE INDEX dossier_request ON dossier (request, id);
CREATE TABLE left_at ( -- how many left a conversation unsent, at which question; nothing of anybody
  flow TEXT NOT NULL,
  step TEXT NOT NULL,
  day BIGINT NOT NULL, -- its midnight, ms UTC
  count INTEGER NOT NULL,
  PRIMARY KEY (flow, step, day)
);
CREATE INDEX sessions_started ON sessions (flow, started_at);
CREATE TABLE releases ( -- published sets of flow files; the newest runs
  id BIGINT PRIMARY KEY,
  origin TEXT NOT NULL, -- folder, chat, back
  author BIGINT REFERENCES people (id),
  approver BIGINT REFERENCES people (id),
  note {bytes} NOT NULL, -- sealed
  at BIGINT NOT NULL,
  moves_all INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE sources (
  digest TEXT PRIMARY KEY, -- SHA-256 of a flow file
  body {bytes} NOT NULL
);
CREATE TABLE release_files (
  release BIGINT NOT NULL REFERENCES releases (id),
  path TEXT NOT NULL, -- below flows/
  source TEXT NOT NULL REFERENCES sources (digest),
  PRIMARY KEY (release, path)
);
CREATE TABLE release_flows (
  release BIGINT NOT NULL REFERENCES releases (id),
  flow TEXT NOT NULL,
  version TEXT NOT NULL, -- of its logic
  PRIMARY KEY (release, flow, version)
);
CREATE INDEX release_flows_version ON release_flows (flow, version);
CREATE TABLE proposals ( -- files that somebody wants published
  id {id},
  path TEXT NOT NULL,
  base BIGINT NOT NULL REFERENCES releases (id), -- upon which it was laid
  author BIGINT NOT NULL REFERENCES people (id),
  chat BIGINT NOT NULL REFERENCES chats (id),
  origin TEXT NOT NULL, -- chat, back
  file BIGINT REFERENCES files (id), -- as it was sent, until it was read
  source TEXT REFERENCES sources (digest), -- its content, once it was read
  state TEXT NOT NULL, -- sent, checked, broken, asked, published, dropped
  moves_all INTEGER NOT NULL DEFAULT 0,
  note {bytes} NOT NULL, -- sealed
  report TEXT, -- JSON: what the check found, what is different
  at BIGINT NOT NULL
);
CREATE INDEX proposals_file ON proposals (file) WHERE file IS NOT NULL;
CREATE TABLE previews ( -- a flow that one of the staff tries out
  person BIGINT PRIMARY KEY REFERENCES people (id),
  flow TEXT NOT NULL,
  proposal BIGINT NOT NULL, -- 0: as it runs
  language TEXT NOT NULL,
  typed {bytes} NOT NULL, -- sealed
  at BIGINT NOT NULL
);
CREATE TABLE release_folder ( -- what flows/ held when it was last looked at
  path TEXT PRIMARY KEY,
  source TEXT NOT NULL -- SHA-256
);
"""

SEVENTH: Final = """
CREATE TABLE recording_refs ( -- the channel's names of recordings it has been sent: by them they go again without an upload
  bot BIGINT NOT NULL, -- names of one bot are none of another
  sha256 TEXT NOT NULL,
  ref TEXT NOT NULL,
  PRIMARY KEY (bot, sha256)
);
"""

EIGHTH: Final = """
CREATE TABLE wordings ( -- what translators wrote in the chat; the newest of a text count
  id {id},
  language TEXT NOT NULL,
  key TEXT NOT NULL,
  made_from TEXT NOT NULL, -- the Vietnamese they saw
  words TEXT NOT NULL,
  over TEXT NOT NULL, -- digest of what stood in the folder
  author BIGINT NOT NULL REFERENCES people (id),
  at BIGINT NOT NULL
);
CREATE TABLE speakers ( -- who lets her voice be played
  person BIGINT PRIMARY KEY REFERENCES people (id),
  agreed_at BIGINT NOT NULL,
  withdrawn_at BIGINT
);
CREATE TABLE spoken ( -- what translators spoke in the chat
  id {id},
  language TEXT NOT NULL,
  key TEXT NOT NULL,
  source TEXT NOT NULL, -- digest of the script
  file BIGINT REFERENCES files (id), -- none: withdrawn
  sha256 TEXT NOT NULL DEFAULT '',
  seconds INTEGER NOT NULL DEFAULT 0,
  speaker BIGINT NOT NULL REFERENCES people (id),
  chat BIGINT NOT NULL REFERENCES chats (id),
  state TEXT NOT NULL, -- sent, made, unfit, withdrawn
  why TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX spoken_file ON spoken (file) WHERE file IS NOT NULL;
CREATE INDEX spoken_sha256 ON spoken (sha256);
CREATE TABLE readings ( -- what others understood of a wording, and their verdict
  id {id},
  medium TEXT NOT NULL, -- written, spoken
  language TEXT NOT NULL,
  key TEXT NOT NULL,
  digest TEXT NOT NULL, -- of the wording with its Vietnamese
  reader BIGINT NOT NULL REFERENCES people (id),
  words TEXT NOT NULL,
  file BIGINT REFERENCES files (id), -- what she understood, by voice
  verdict TEXT NOT NULL, -- '': not yet
  at BIGINT NOT NULL
);
CREATE INDEX readings_file ON readings (file) WHERE file IS NOT NULL;
ALTER TABLE consents ADD COLUMN state TEXT; -- of the translation that was shown: missing, draft, approved, stale, not_needed
ALTER TABLE consents ADD COLUMN voice TEXT; -- SHA-256 of the recording that could be heard with it
"""

NINTH: Final = """
ALTER TABLE staff ADD COLUMN language TEXT NOT NULL DEFAULT 'vi'; -- in which they work; what they ask for themselves has its own
ALTER TABLE people ADD COLUMN reads INTEGER DEFAULT 1; -- the letters of her language; NULL: asked, no answer yet
UPDATE staff SET language = 'en' WHERE person IN (SELECT id FROM people WHERE language = 'en');
"""

MIGRATIONS: Final = (FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH)


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest version; raises SchemaProblem when it is newer than this program."""
    version = _version(engine)
    if version > len(MIGRATIONS):
        raise SchemaProblem(
            f"The database has schema {version}; this program knows {len(MIGRATIONS)}. Use a newer program."
        )
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        _apply(engine, number, script)


def check_newest(engine: Engine) -> None:
    """Raises SchemaProblem unless the schema is the newest one that this program knows. In a transaction that is undone."""
    if _version(engine) != len(MIGRATIONS):
        raise SchemaProblem(
            "The database has another schema than this program. Start the bot once, or use its own program."
        )


def _version(engine: Engine) -> int:
    engine.run("CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)", {})
    row = engine.one("SELECT value FROM meta WHERE name = 'schema'", {})
    return int(row["value"]) if row else 0


def _apply(engine: Engine, number: int, script: str) -> None:
    engine.begin()
    try:
        for statement in _statements(script):
            engine.run(statement.format(**engine.words), {})
        engine.run(
            "INSERT INTO meta (name, value) VALUES ('schema', :number)"
            " ON CONFLICT (name) DO UPDATE SET value = :number",
            {"number": str(number)},
        )
        engine.commit()
    except BaseException:
        engine.rollback()
        raise


def _statements(script: str) -> list[str]:
    without_comments = "\n".join(line.partition("--")[0] for line in script.splitlines())
    return [part for part in without_comments.split(";") if part.strip()]
