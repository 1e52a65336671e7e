-- Answers and who looks after them: owners who are away, what comes back, what waited too long,
-- who is writing just now, and addresses that do not work any more.

-- Business days that an answer may wait before the next person in line is told.
alter table organization add column escalate_after_days int not null default 3
  check (escalate_after_days between 1 and 60);

-- Away through that day: what is new goes to the deputy, else to the next in line.
alter table member add column away_until date, add column deputy_id text;

-- Snoozed: the pause brings it back. It is as unanswered as an open one, so a run has one of either.
alter table reply_action drop constraint reply_action_state_check;
alter table reply_action add constraint reply_action_state_check check (state in ('open', 'snoozed',
  'replied', 'ignored', 'paused', 'replied_elsewhere'));
alter table reply_action
  add column returns_on date,
  -- The pause that handled it or put it off; undoing ends that pause and no other.
  add column pause_id uuid,
  -- Since when it waits in To Do: its age is counted from here.
  add column waiting_since date default current_date,
  -- Its messages up to this one were answered; ids are made in order of time.
  add column answered_through uuid,
  add constraint reply_action_comes_back check ((state = 'snoozed') = (returns_on is not null));
-- The owner of the tables is bound too, and no tenant is open here.
alter table reply_action no force row level security;
alter table organization no force row level security;
update reply_action r set waiting_since = (r.opened_at at time zone o.zone)::date
  from organization o where o.org_id = r.org_id;
alter table reply_action force row level security;
alter table organization force row level security;
alter table reply_action alter column waiting_since set not null;
drop index reply_action_of_run;
drop index reply_action_of_customer;
create unique index reply_action_of_run on reply_action (org_id, run_id)
  where state in ('open', 'snoozed') and run_id is not null;
create unique index reply_action_of_customer on reply_action (org_id, customer_id)
  where state in ('open', 'snoozed') and run_id is null;
create index reply_action_snoozed on reply_action (org_id, returns_on) where state = 'snoozed';
create index message_of_reply_action on message (org_id, reply_action_id, id)
  where reply_action_id is not null;

-- Each step of an escalation happens once for each time that an answer waits.
create table reply_escalation (
  org_id uuid not null default current_org(),
  reply_action_id uuid not null,
  waiting_since date not null,
  step int not null,
  from_owner_id text,
  to_owner_id text,
  at timestamptz not null,
  primary key (org_id, reply_action_id, waiting_since, step),
  foreign key (org_id, reply_action_id) references reply_action (org_id, id)
);
select isolate('reply_escalation');

-- Who has something open just now, in real time; a row that was not renewed means nothing.
create table presence (
  org_id uuid not null default current_org(),
  -- `reply:<id>` and the like.
  subject text not null check (length(subject) between 3 and 100),
  user_id text not null,
  doing text not null check (doing in ('viewing', 'replying')),
  seen_at timestamptz not null,
  primary key (org_id, subject, user_id)
);
select isolate('presence');

-- Mail that came back for now, once a message: three in fourteen days and the address is dead.
create table soft_bounce (
  org_id uuid not null default current_org(),
  address text not null,
  message_id uuid not null,
  at timestamptz not null,
  primary key (org_id, address, message_id)
);
select isolate('soft_bounce');

-- One task an address that may not be written to any more, and what else was known of the person.
create table fix_address (
  org_id uuid not null default current_org(),
  customer_id uuid not null,
  channel text not null check (channel in ('email', 'phone')),
  address text not null,
  contact_id uuid not null,
  action_id uuid not null,
  known_addresses text[] not null,
  opened_at timestamptz not null,
  primary key (org_id, customer_id, channel, address),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index fix_address_of_action on fix_address (org_id, action_id);
select isolate('fix_address');
