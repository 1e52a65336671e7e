-- Money on its way, cash that is applied later, what crossed in the post, and the day's send budget.

-- A payment may be announced before it is there (E4). It pays nothing until it clears.
alter table payment drop constraint payment_state_check;
alter table payment add constraint payment_state_check
  check (state in ('pending', 'cleared', 'failed', 'reversed'));
-- The day a pending payment should be there; kept when it has cleared.
alter table payment add column expected_on date;
alter table payment add column settled_at timestamptz;
-- Set when it stopped holding its invoices because nobody saw it come.
alter table payment add column lapsed_at timestamptz;
-- A person must look into it: it went back, failed or did not come (E3, E4).
alter table payment add column needs_task boolean not null default false;
alter table payment add constraint payment_is_expected
  check (state <> 'pending' or (expected_on is not null and open_minor = 0));
create index payment_pending on payment (org_id, expected_on)
  where state = 'pending' and lapsed_at is null;
create index payment_needs_task on payment (org_id, id) where needs_task;
create index payment_unapplied on payment (org_id, customer_id) where open_minor > 0;
create index credit_note_unapplied on credit_note (org_id, customer_id) where open_minor > 0;

-- What a pending payment is for. It stays when the payment has cleared or failed, as a record.
create table pending_share (
  org_id uuid not null default current_org(),
  customer_id uuid not null,
  payment_id uuid not null,
  invoice_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  primary key (org_id, customer_id, payment_id, invoice_id),
  foreign key (org_id, payment_id) references payment (org_id, id),
  foreign key (org_id, invoice_id) references invoice (org_id, id)
);
create index pending_share_of_payment on pending_share (org_id, payment_id);
create index pending_share_of_invoice on pending_share (org_id, invoice_id);
select isolate('pending_share');

-- Allocations made together by hand, so that they can be taken back together (E5).
alter table allocation add column application_id uuid;
create index allocation_of_application on allocation (org_id, application_id)
  where application_id is not null;

-- A payment that came to our ledger when a reminder of its invoice had just left (E2).
create table crossing (
  org_id uuid not null default current_org(),
  message_id uuid not null,
  payment_id uuid not null,
  customer_id uuid not null,
  at timestamptz not null,
  primary key (org_id, message_id, payment_id),
  foreign key (org_id, message_id) references message (org_id, id),
  foreign key (org_id, payment_id) references payment (org_id, id)
);
create index crossing_of_customer on crossing (org_id, customer_id, at);
create index crossing_by_time on crossing (org_id, at);
select isolate('crossing');

-- Automatic messages of a day and how many there may be (SPEC 4.4).
create table send_day (
  org_id uuid not null default current_org(),
  day date not null,
  sent integer not null default 0 check (sent >= 0),
  -- max(50, 3 x the median of the last 14 sending days), taken when the day begins.
  usual_cap integer not null,
  raised_to integer,
  raised_by text,
  raised_at timestamptz,
  told_at timestamptz,
  primary key (org_id, day)
);
select isolate('send_day');
alter table contact_log no force row level security;
alter table send_day no force row level security;
insert into send_day (org_id, day, sent, usual_cap)
  select org_id, contacted_on, count(*), 50 from contact_log
  where is_automatic and voided_at is null and contacted_on > current_date - 120
  group by 1, 2;
alter table contact_log force row level security;
alter table send_day force row level security;

alter table organization add column pending_days integer not null default 7
  check (pending_days between 1 and 60);
-- Up to so much, per currency, a rest may be written off with one click (E7).
alter table organization add column write_off_limits jsonb not null default '{}';

alter table action drop constraint action_kind_check;
alter table action add constraint action_kind_check
  check (kind in ('reminder', 'adhoc', 'decide', 'fix_address', 'apply_cash'));
create unique index action_apply_cash on action (org_id, customer_id)
  where kind = 'apply_cash' and state = 'open';
