-- People and groups: the wished channel, parents, kinds of debtor, and what erasing leaves behind.

alter table customer
  -- “Only by post”: who asked for it and when stands beside it (domain E48).
  add column wished_channel text
    check (wished_channel in ('email', 'sms', 'letter', 'call')),
  add column wished_by text not null default '',
  add column wished_on date,
  add column debtor_kind text not null default 'company'
    check (debtor_kind in ('company', 'public_body', 'sole_trader', 'consumer')),
  add column parent_id uuid,
  add column collect_at text not null default 'itself' check (collect_at in ('itself', 'parent')),
  -- The customer at whom this one's invoices are collected, itself included; null: by itself.
  -- Derived from the two before, so that the planner needs no join to know a group.
  add column group_id uuid,
  add constraint customer_parent foreign key (org_id, parent_id) references customer (org_id, id),
  add constraint customer_not_own_parent check (parent_id <> id);
create index customer_group on customer (org_id, group_id) where group_id is not null;
create index customer_children on customer (org_id, parent_id) where parent_id is not null;

-- Whoever erased a person: nothing here says who it was (domain E44).
create table erasure (
  org_id uuid not null default current_org(),
  id uuid not null,
  customer_id uuid not null,
  at timestamptz not null,
  erased_by text not null,
  -- Until then what was said about claims is kept aside; null: nothing was.
  kept_until date,
  rows_changed int not null,
  primary key (org_id, id)
);
select isolate('erasure');
create index erasure_of_customer on erasure (org_id, customer_id, at);

-- An address of a person who was erased, as a keyed hash: it is never written to again.
create table erased_address (
  org_id uuid not null default current_org(),
  hash text not null,
  erasure_id uuid not null,
  primary key (org_id, hash)
);
select isolate('erased_address');

-- Messages as they were, for claims; only admins read them, and only until the day.
create table retained_message (
  org_id uuid not null default current_org(),
  message_id uuid not null,
  erasure_id uuid not null,
  customer_id uuid not null,
  original jsonb not null,
  raw bytea,
  until_on date not null,
  primary key (org_id, message_id, erasure_id)
);
select isolate('retained_message');
create index retained_until on retained_message (org_id, until_on);

-- What is append-only may be made to forget a person, and nothing else.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('app.removing_org', true) = old.org_id::text then
    return old;
  end if;
  if tg_op = 'UPDATE' and current_setting('app.erasing_org', true) = old.org_id::text then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name;
end $$;
