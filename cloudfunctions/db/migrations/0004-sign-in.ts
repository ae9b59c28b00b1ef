/** Signing in on a web page by scanning its code with the mini-program, and sessions that their owner can see and end. */
export const signIn = /* sql */ `
create table sign_in (
  code text primary key,
  -- The web page proves by it that the sign-in is its own; kept as a hash.
  poll_hash text not null unique,
  word text not null,
  choices jsonb not null,
  about text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  person_id uuid references person (id)
);
create index sign_in_expires on sign_in (expires_at);
alter table session add column id uuid not null default gen_random_uuid();
alter table session add column about text not null default '';
create unique index session_id on session (id);
`
