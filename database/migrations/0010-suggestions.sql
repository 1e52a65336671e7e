-- What was read from a message, with the words it was read from. A person accepts or dismisses it;
-- by itself a row here changes nothing.
create table suggestion (
  org_id uuid not null default current_org(),
  id uuid not null,
  message_id uuid not null,
  -- Its place among those of the message: a message is read once.
  place int not null,
  kind text not null check (kind in ('promise', 'dispute', 'already_paid', 'po_missing',
    'wrong_person', 'out_of_office')),
  quote text not null check (length(quote) between 1 and 300),
  confidence text not null check (confidence in ('clear', 'likely')),
  detail jsonb not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'dismissed')),
  -- What accepting made, so that an undo takes back just that.
  made jsonb not null default '{}',
  decided_by text,
  decided_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, message_id, place),
  foreign key (org_id, message_id) references message (org_id, id),
  check ((state = 'open') = (decided_at is null))
);
create index suggestion_by_time on suggestion (org_id, created_at desc, id desc);
select isolate('suggestion');
