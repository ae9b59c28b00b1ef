/** Personal data: a person can be forgotten, and what was kept for a purpose goes when the purpose ends. */
export const personalData = /* sql */ `
-- A forgotten person: her row stays, since ledger and cases name its id, but nothing leads from it to anyone.
alter table person add column erased_at timestamptz;
-- When the contact of an opinion was removed, by its owner or by the retention rule.
alter table opinion add column contact_erased_at timestamptz;
create index opinion_ended_contact on opinion (moved_at) where has_contact and state in ('declined', 'merged', 'withdrawn', 'closed');
create index notice_at on notice (at);
`
