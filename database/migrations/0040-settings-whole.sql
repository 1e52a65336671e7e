-- Settings that tell who changed what, a sender that was tested, signatures, sessions one can see,
-- keys known by their end, and what the nightly checks found.

alter table organization
  add column revision integer not null default 1,
  add column settings_changed_by text,
  add column sender_verified_at timestamptz,
  add column sender_failing_since timestamptz,
  add column sender_error text;

alter table member add column signature text not null default ''
  check (length(signature) <= 2000);

alter table session add column agent text not null default '';

alter table api_key add column ends_with text not null default '';

-- The newest run of the checks of one organization; the next one takes its place.
create table health_check (
  org_id uuid not null default current_org(),
  checked_at timestamptz not null,
  checks jsonb not null,
  primary key (org_id)
);
select isolate('health_check');
