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
