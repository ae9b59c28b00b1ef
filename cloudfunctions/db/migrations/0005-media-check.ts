/** Photos and recordings are checked as well as words; what is added later is checked like what was said first. */
export const mediaCheck = /* sql */ `
-- What the check said of the words, kept until the pictures are checked too.
alter table opinion add column text_check text check (text_check in ('pass', 'review', 'risky'));
alter table media add column check_state text not null default 'none'
  check (check_state in ('none', 'asked', 'pass', 'review', 'risky'));
-- WeChat's name for a check that it answers later; nobody else knows it.
alter table media add column check_trace text unique;
alter table media add column check_asked_at timestamptz;
`
