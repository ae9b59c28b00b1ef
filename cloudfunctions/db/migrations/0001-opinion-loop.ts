/** The opinion loop. SQL in a module, so that every bundler and runner carries it without a loader. */
export const opinionLoop = /* sql */ `
-- The opinion loop: congresses and their people, stations, opinions, handling, ledger, notices.
-- PostgreSQL 15 syntax; the one extension is pg_trgm, for text search in Chinese.
create extension if not exists pg_trgm;

-- A people's congress (人大): the tenant, in the area tree. profile overrides the default rules, key by key.
create table congress (
  id uuid primary key,
  parent_id uuid references congress (id),
  name text not null,
  level text not null check (level in ('province', 'city', 'county', 'township')),
  area_code text not null unique,
  profile jsonb not null default '{}'
);

-- A person is whoever the platform says she is. The openid is sealed; its keyed hash finds her again.
create table person (
  id uuid primary key,
  openid_hash text unique,
  openid_sealed text,
  created_at timestamptz not null
);

create table unit (
  id uuid primary key,
  congress_id uuid not null references congress (id),
  name text not null,
  sort integer not null default 0,
  unique (congress_id, name)
);

create table deputy (
  id uuid primary key,
  congress_id uuid not null references congress (id),
  name text not null,
  title text not null default '',
  intro text not null default ''
);

-- A seat (席位): a role that a person holds in a congress.
create table seat (
  id uuid primary key,
  person_id uuid not null references person (id),
  congress_id uuid not null references congress (id),
  role text not null check (role in ('deputy', 'staff', 'handler')),
  deputy_id uuid references deputy (id),
  unit_id uuid references unit (id),
  display_name text not null,
  title text not null default '',
  ended_at timestamptz,
  check ((role = 'deputy') = (deputy_id is not null)),
  check ((role = 'handler') = (unit_id is not null))
);
create index seat_person on seat (person_id) where ended_at is null;
create index seat_unit on seat (unit_id) where ended_at is null;
create index seat_congress on seat (congress_id, role) where ended_at is null;

create table station (
  id uuid primary key,
  congress_id uuid not null references congress (id),
  code text not null unique,
  name text not null,
  address text not null,
  lat double precision,
  lng double precision,
  hours text not null default '',
  phone text not null default '',
  closed_at timestamptz
);
create index station_congress on station (congress_id, name);
create index station_name on station using gin (name gin_trgm_ops);

create table station_deputy (
  station_id uuid not null references station (id),
  deputy_id uuid not null references deputy (id),
  sort integer not null default 0,
  primary key (station_id, deputy_id)
);
create index station_deputy_deputy on station_deputy (deputy_id);

create table reception_day (
  id uuid primary key,
  station_id uuid not null references station (id),
  on_day date not null,
  from_time text not null,
  to_time text not null
);
create index reception_day_station on reception_day (station_id, on_day);

create table reception_day_deputy (
  reception_day_id uuid not null references reception_day (id),
  deputy_id uuid not null references deputy (id),
  primary key (reception_day_id, deputy_id)
);

create table session (
  token_hash text primary key,
  person_id uuid not null references person (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_person on session (person_id);

create table opinion (
  id uuid primary key,
  congress_id uuid not null references congress (id),
  station_id uuid not null references station (id),
  tracking_number text not null unique,
  slip_hash text unique,
  -- Whoever sent it in: the resident, or the deputy or staff member who took it down.
  person_id uuid not null references person (id),
  taken_by_seat uuid references seat (id),
  channel text not null check (channel in ('scan', 'takenDown', 'desk', 'imported')),
  title text,
  headline text not null,
  text text not null,
  place_words text,
  lat double precision,
  lng double precision,
  category text,
  anonymous boolean not null,
  on_behalf boolean not null default false,
  has_contact boolean not null default false,
  submitted_at timestamptz not null,
  entered_at timestamptz not null,
  state text not null,
  check_state text not null default 'pending' check (check_state in ('pending', 'passed', 'review', 'risky')),
  check_attempts integer not null default 0,
  check_next_at timestamptz,
  -- By when the submitter is told the next thing, with its reckoning (a Deadline as JSON).
  due_on date,
  due_basis jsonb,
  asked text,
  handling_id uuid,
  round integer not null default 1,
  merged_into uuid references opinion (id),
  merged_count integer not null default 0,
  media_count integer not null default 0,
  version integer not null default 1,
  ledger_seq integer not null default 0,
  ledger_hash text not null default '',
  moved_at timestamptz not null,
  check (merged_into is null or merged_into <> id)
);
create index opinion_person on opinion (person_id, submitted_at desc, id desc);
create index opinion_station on opinion (station_id, submitted_at desc, id desc);
create index opinion_desk on opinion (congress_id, state, due_on, id);
create index opinion_ended on opinion (congress_id, moved_at desc, id desc) where state in ('declined', 'merged', 'withdrawn', 'closed');
create index opinion_checking on opinion (check_next_at) where state = 'checking';
create index opinion_merged on opinion (merged_into) where merged_into is not null;
create index opinion_words on opinion using gin ((coalesce(title, '') || ' ' || text) gin_trgm_ops);

-- Name and phone, apart from the case and sealed.
create table opinion_contact (
  opinion_id uuid primary key references opinion (id),
  sealed text not null
);

-- One unit's handling of one case. subject_kind leaves room for suggestions.
create table handling (
  id uuid primary key,
  congress_id uuid not null references congress (id),
  subject_kind text not null check (subject_kind in ('opinion')),
  subject_id uuid not null,
  unit_id uuid not null references unit (id),
  assigned_by_seat uuid not null references seat (id),
  assign_remark text,
  weight text not null,
  state text not null,
  round integer not null,
  assigned_at timestamptz not null,
  due_on date not null,
  due_basis jsonb not null,
  return_until date not null,
  extension_latest date not null,
  extension_until date,
  extension_reason text,
  released_at timestamptz,
  urged integer not null default 0,
  moved_at timestamptz not null
);
create index handling_unit on handling (unit_id, state, due_on, id);
create index handling_congress on handling (congress_id, state, due_on, id);
create index handling_due on handling (due_on) where state in ('assigned', 'acknowledged', 'inProgress', 'rework');
create index handling_subject on handling (subject_id);
alter table opinion add constraint opinion_handling foreign key (handling_id) references handling (id);
create index opinion_handling on opinion (handling_id) where handling_id is not null;

-- A reply: drafted by a unit, released by staff; or a staff member's own answer (handling_id is null).
create table reply (
  id uuid primary key,
  subject_id uuid not null,
  handling_id uuid references handling (id),
  round integer not null,
  by_seat uuid not null references seat (id),
  by_name text not null,
  text text not null,
  reply_class text,
  promised_on date,
  media_ids uuid[] not null default '{}',
  drafted_at timestamptz not null,
  released_at timestamptz,
  sent_back_at timestamptz,
  sent_back_remark text
);
create index reply_subject on reply (subject_id, drafted_at);
create unique index reply_released_once on reply (subject_id, round) where released_at is not null;

-- One rating for one reply from one submitter's opinion.
create table rating (
  opinion_id uuid not null references opinion (id),
  round integer not null,
  rating text not null check (rating in ('satisfied', 'mostly', 'dissatisfied')),
  words text not null default '',
  at timestamptz not null,
  primary key (opinion_id, round)
);

create table media (
  id uuid primary key,
  owner_id uuid not null references person (id),
  kind text not null check (kind in ('photo', 'sound')),
  mime text not null,
  bytes integer not null,
  seconds real,
  cloud_path text not null unique,
  file_id text not null,
  state text not null check (state in ('expected', 'ready')),
  -- The case it belongs to, once it was handed in.
  subject_id uuid,
  created_at timestamptz not null
);
create index media_subject on media (subject_id) where subject_id is not null;
create index media_unbound on media (created_at) where subject_id is null;

-- The ledger: append-only, one hash chain a case. detail stands apart from the chain, which holds only its hash.
create table ledger (
  subject_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  event text not null,
  party text not null,
  person_id uuid,
  seat_id uuid,
  handling_id uuid,
  state_before text not null,
  state_after text not null,
  detail jsonb not null,
  detail_hash text not null,
  prev_hash text not null,
  hash text not null,
  primary key (subject_id, seq)
);
create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only';
end $$;
create trigger ledger_append_only before update or delete on ledger
  for each row execute function ledger_is_append_only();
create trigger ledger_no_truncate before truncate on ledger
  for each statement execute function ledger_is_append_only();

create table notice (
  id uuid primary key,
  person_id uuid not null references person (id),
  congress_id uuid not null references congress (id),
  title text not null,
  body text not null,
  leads_to jsonb,
  at timestamptz not null,
  read_at timestamptz
);
create index notice_person on notice (person_id, at desc, id desc);
create index notice_unread on notice (person_id) where read_at is null;

-- A subscribe message on its way. A row is sent once; it is sent again only where the platform's answer was unknown.
create table outbox (
  id uuid primary key,
  notice_id uuid not null references notice (id),
  person_id uuid not null references person (id),
  bell text not null,
  fields jsonb not null,
  page text not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'dropped')),
  attempts integer not null default 0,
  next_at timestamptz not null,
  sent_at timestamptz,
  trouble text
);
create index outbox_due on outbox (next_at) where state in ('queued', 'sending');

-- One consent is one message.
create table consent (
  id uuid primary key,
  person_id uuid not null references person (id),
  bell text not null,
  granted_at timestamptz not null,
  spent_by uuid unique references outbox (id)
);
create index consent_left on consent (person_id, bell, granted_at) where spent_by is null;

-- What was answered to a write, so that a repeat answers the same. The answer is sealed.
create table request (
  caller text not null,
  request_id uuid not null,
  action text not null,
  input_hash text not null,
  answer_sealed text,
  at timestamptz not null,
  primary key (caller, request_id)
);
create index request_at on request (at);

create table attempt (
  key text not null,
  window_start timestamptz not null,
  count integer not null,
  primary key (key, window_start)
);
create index attempt_window on attempt (window_start);

-- A reminder that was given, so that it is given once.
create table reminder (
  subject_id uuid not null,
  kind text not null,
  due_on date not null,
  offset_days integer not null,
  at timestamptz not null,
  primary key (subject_id, kind, due_on, offset_days)
);
`
