-- Pauses that are reviewed and end by themselves, and calendars that an organization writes itself.

alter table pause
  -- When whoever began an open pause was asked whether it should go on; null: not yet.
  add column reviewed_at timestamptz,
  add column ended_how text check (ended_how in ('by_hand', 'by_day'));

create index pause_lasting on pause (org_id, scope, started_at) where ended_at is null;

alter table organization
  -- A part of the country with holidays of its own, in the library's code, such as BY for Bavaria.
  add column holiday_region text,
  -- Days of the organization's own by date: {"2026-12-24": {"name": "Closed", "isFree": true}}.
  add column own_days jsonb not null default '{}',
  -- Whose wall clock the send time of e-mail is on.
  add column email_clock text not null default 'organization'
    check (email_clock in ('organization', 'recipient')),
  -- SMS rest on the free days of the country of the number too.
  add column rests_with_recipient boolean not null default true;
