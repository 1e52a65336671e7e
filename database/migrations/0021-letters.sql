-- Postal addresses, the print queue of letters, and what was said on the telephone.

-- Street lines are separated by line breaks; the country stands beside them already.
alter table customer add column street text not null default '' check (length(street) <= 300),
  add column postcode text not null default '' check (length(postcode) <= 20),
  add column city text not null default '' check (length(city) <= 100);

-- The sender's block of a letter, one line under the other; its first line is the name.
alter table organization add column postal_address text not null default ''
  check (length(postal_address) <= 500);

-- The letter itself is a file that its message encloses, made at the commit that lets it leave.
alter table message_enclosure drop constraint message_enclosure_kind_check,
  add constraint message_enclosure_kind_check check (kind in ('statement', 'invoice', 'letter'));

-- Who made paper of which letters, and when. One press of Print is one batch.
create table letter_batch (
  org_id uuid not null default current_org(),
  id uuid not null,
  printed_by text not null,
  printed_at timestamptz not null,
  primary key (org_id, id)
);
create index letter_batch_by_time on letter_batch (org_id, printed_at desc, id);

-- The print queue: what a letter's channel has accepted. A key that is handed over twice is one
-- letter. Its state moves under a row lock, so that two people never post one letter twice.
create table letter (
  org_id uuid not null default current_org(),
  id uuid not null,
  attempt_id uuid not null,
  state text not null default 'queued'
    check (state in ('queued', 'printed', 'posted', 'withdrawn')),
  -- The batch it was last printed in; null once that print was spoiled.
  batch_id uuid,
  queued_at timestamptz not null,
  posted_on date,
  posted_at timestamptz,
  posted_by text,
  -- The day it counted as a contact before it was posted, so that posting can be undone.
  counted_on date,
  withdrawn_why text,
  primary key (org_id, id),
  unique (org_id, attempt_id),
  foreign key (org_id, batch_id) references letter_batch (org_id, id),
  check ((state = 'posted') = (posted_on is not null)),
  check ((state = 'printed') <= (batch_id is not null))
);
create index letter_waiting on letter (org_id, queued_at, id) where state in ('queued', 'printed');
create index letter_of_batch on letter (org_id, batch_id) where batch_id is not null;
create index letter_posted on letter (org_id, posted_at desc, id) where state = 'posted';

-- Every print there ever was, those that were spoiled too.
create table letter_print (
  org_id uuid not null default current_org(),
  batch_id uuid not null,
  letter_id uuid not null,
  spoiled_at timestamptz,
  spoiled_by text,
  primary key (org_id, batch_id, letter_id),
  foreign key (org_id, batch_id) references letter_batch (org_id, id),
  foreign key (org_id, letter_id) references letter (org_id, id)
);
create index letter_print_of_letter on letter_print (org_id, letter_id);

-- Calls of an action, in the order they were made: one that is to be made again has several.
create table call (
  org_id uuid not null default current_org(),
  id uuid not null,
  action_id uuid not null,
  customer_id uuid not null,
  outcome text not null check (outcome in ('done', 'reached', 'voicemail', 'no_answer',
    'wrong_number', 'promised', 'disputed', 'call_back')),
  phone text,
  minutes int check (minutes between 0 and 600),
  note text not null default '',
  call_back_on date,
  called_by text not null,
  called_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, action_id) references action (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  check ((outcome = 'call_back') = (call_back_on is not null))
);
create index call_of_customer on call (org_id, customer_id, called_at desc, id);
create index call_of_action on call (org_id, action_id);

select isolate('letter_batch');
select isolate('letter');
select isolate('letter_print');
select isolate('call');
