-- Ticket numbers that customers' systems gave to our mail, and the report of whom nobody reaches.

-- The number under which a customer's ticket system filed a mail of ours (domain E18).
create table their_ticket (
  org_id uuid not null default current_org(),
  -- The confirmation that named it.
  message_id uuid not null,
  customer_id uuid not null,
  thread_id uuid not null,
  run_id uuid,
  -- As it goes into our subject, brackets and all.
  mark text not null,
  at timestamptz not null,
  removed_at timestamptz,
  primary key (org_id, message_id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
select isolate('their_ticket');
create index their_ticket_of_customer on their_ticket (org_id, customer_id, at desc)
  where removed_at is null;

-- When the admins were last told which customers who owe cannot be reached (domain E27).
alter table organization add column unreachable_told_on date;
