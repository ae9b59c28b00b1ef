/** The key of an opinion that was brought over from an older system, so that importing the same file again adds nothing. */
export const importKey = /* sql */ `
-- Answered requests are cleaned away after a month; an import may be run again after years.
alter table opinion add column import_key uuid;
create unique index opinion_import_key on opinion (congress_id, import_key) where import_key is not null;
`
