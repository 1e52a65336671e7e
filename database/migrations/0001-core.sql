-- The whole first schema. Every key begins with org_id and every table is bound by row-level
-- security: the schema isolates tenants today and shards by tenant tomorrow (ARCHITECTURE, idea 5).
-- Money is bigint minor units with a currency, days are date, moments are timestamptz in UTC.

create function current_org() returns uuid language sql stable
  as $$ select nullif(current_setting('app.org_id', true), '')::uuid $$;
-- The installation itself may look over tenants only where a policy below says so.
create function is_installation() returns boolean language sql stable
  as $$ select coalesce(current_setting('app.installation', true), '') = 'on' $$;

-- One creditor company. A sandbox has a clock of its own and never sends outside the machine.
create table organization (
  org_id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  country char(2),
  currency char(3) not null,
  zone text not null,
  locale text not null default 'en',
  is_sandbox boolean not null default false,
  sandbox_now timestamptz,
  send_time text not null default '08:30' check (send_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
  weekend int[] not null default '{6,7}',
  observes_holidays boolean not null default true,
  hold_on_reply boolean not null default true,
  reply_hold_scope text not null default 'customer' check (reply_hold_scope in ('customer', 'invoice')),
  -- Null: automatic sending is off, as for every new organization (SPEC §4.3).
  automation_on_since timestamptz,
  automation_changed_by text,
  -- The local part of the addresses that mail for this organization comes in on.
  intake_code text not null unique,
  email_channel text not null default 'outbox' check (email_channel in ('outbox', 'smtp')),
  from_name text,
  from_address text,
  reply_to text,
  smtp_sealed text,
  ledger_changed_at timestamptz,
  -- Null: the ledger is never called stale (a sandbox has no feed).
  stale_after_hours int,
  -- Null: no daily cap on automatic messages.
  daily_cap int,
  created_at timestamptz not null,
  check ((sandbox_now is not null) = is_sandbox)
);

-- A person's membership; the account itself (password, sessions) belongs to the installation.
create table member (
  org_id uuid not null default current_org(),
  user_id text not null,
  name text not null,
  email text not null,
  role text not null check (role in ('owner', 'admin', 'manager', 'collector', 'viewer')),
  is_active boolean not null default true,
  undo_seconds int not null default 10 check (undo_seconds between 0 and 30),
  joined_at timestamptz not null,
  primary key (org_id, user_id)
);
create index member_of_user on member (user_id);

-- Keys for programs. Only a hash is kept; the key itself names its organization.
create table api_key (
  org_id uuid not null default current_org(),
  id uuid not null,
  name text not null,
  hash text not null,
  role text not null check (role in ('owner', 'admin', 'manager', 'collector', 'viewer')),
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id)
);

create table customer (
  org_id uuid not null default current_org(),
  id uuid not null,
  -- The customer's number in the ledger; what imports recognise it by.
  reference text not null check (length(reference) between 1 and 100),
  name text not null check (length(name) between 1 and 200),
  country char(2),
  zone text,
  locale text,
  owner_id text,
  -- Insolvency, death or a court: nobody may contact them on any channel (E43).
  legal_stop_reason text,
  -- Which workflow a person chose; null follows the default, no_workflow is a choice as well.
  chosen_workflow_id uuid,
  no_workflow boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- A hint where the planner should look and when; losing it loses nothing.
  next_look_at timestamptz,
  -- Newest counted contact over all runs; the truth is in contact_log.
  last_contact_on date,
  primary key (org_id, id),
  unique (org_id, reference)
) with (fillfactor = 80);
create index customer_to_look_at on customer (org_id, next_look_at) where next_look_at is not null;
create index customer_by_name on customer (org_id, lower(name), id);

create table contact (
  org_id uuid not null default current_org(),
  id uuid not null,
  customer_id uuid not null,
  name text not null default '',
  positions text[] not null default '{}',
  is_main boolean not null default false,
  locale text,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index contact_of_customer on contact (org_id, customer_id);

-- E-mail addresses (lower case) and phones (E.164); one person may have several of each.
create table contact_address (
  org_id uuid not null default current_org(),
  channel text not null check (channel in ('email', 'phone')),
  address text not null,
  contact_id uuid not null,
  customer_id uuid not null,
  place int not null default 0,
  primary key (org_id, channel, address, contact_id),
  foreign key (org_id, contact_id) references contact (org_id, id)
);
create index address_of_contact on contact_address (org_id, customer_id, contact_id);
create index address_by_domain on contact_address (org_id, split_part(address, '@', 2))
  where channel = 'email';

-- An address that must not be written to any more, whoever it belongs to.
create table suppression (
  org_id uuid not null default current_org(),
  channel text not null check (channel in ('email', 'phone')),
  address text not null,
  state text not null check (state in ('opted_out', 'bounced', 'invalid', 'complained')),
  reason text not null default '',
  since timestamptz not null,
  primary key (org_id, channel, address)
);

-- "Always for this domain": mail from here belongs to this customer.
create table customer_domain (
  org_id uuid not null default current_org(),
  domain text not null,
  customer_id uuid not null,
  primary key (org_id, domain),
  foreign key (org_id, customer_id) references customer (org_id, id)
);

-- What counted as a contact, for the minimum contact delay (SPEC §3.4). Failed ones are voided.
create table contact_log (
  org_id uuid not null default current_org(),
  id uuid not null,
  customer_id uuid not null,
  workflow_id uuid,
  run_id uuid,
  channel text not null,
  person_key text not null default '',
  is_automatic boolean not null,
  contacted_on date not null,
  at timestamptz not null,
  message_id uuid,
  action_id uuid,
  voided_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index contact_log_of_customer on contact_log (org_id, customer_id, contacted_on desc)
  where voided_at is null;
create index contact_log_of_message on contact_log (org_id, message_id) where message_id is not null;

-- A person's own pause of a scope, until a day (that day is free again) or openly.
create table pause (
  org_id uuid not null default current_org(),
  id uuid not null,
  scope text not null check (scope in ('organization', 'workflow', 'customer', 'invoice')),
  subject_id uuid not null,
  until_on date,
  review_on date,
  reason text not null default '',
  started_by text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (org_id, id),
  check (until_on is not null or (reason <> '' and review_on is not null))
);
create index pause_active on pause (org_id, subject_id) where ended_at is null;

create table invoice (
  org_id uuid not null default current_org(),
  id uuid not null,
  customer_id uuid not null,
  number text not null check (length(number) between 1 and 100),
  currency char(3) not null,
  total_minor bigint not null check (total_minor > 0),
  -- total − allocations, rewritten in the transaction that allocates; doctor compares.
  open_minor bigint not null check (open_minor between 0 and total_minor),
  issued_on date not null,
  due_on date not null,
  state text not null default 'open' check (state in ('open', 'void', 'written_off')),
  purchase_order text,
  chosen_workflow_id uuid,
  no_workflow boolean not null default false,
  import_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, number),
  foreign key (org_id, customer_id) references customer (org_id, id)
) with (fillfactor = 80);
create index invoice_open on invoice (org_id, customer_id)
  include (id, due_on, open_minor, total_minor, currency, issued_on, created_at)
  where open_minor > 0 and state = 'open';
create index invoice_of_customer on invoice (org_id, customer_id, due_on);
create index invoice_by_due on invoice (org_id, due_on, id) where open_minor > 0 and state = 'open';
-- The list of all invoices, paid ones too, is in the same order.
create index invoice_by_day on invoice (org_id, due_on, id);

create table payment (
  org_id uuid not null default current_org(),
  id uuid not null,
  customer_id uuid not null,
  -- The ledger's or bank's own id; a second import of it changes nothing (I9).
  reference text not null,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  -- amount − allocations: unapplied cash.
  open_minor bigint not null check (open_minor between 0 and amount_minor),
  received_on date not null,
  state text not null default 'cleared' check (state in ('cleared', 'reversed')),
  import_id uuid,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, reference),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index payment_of_customer on payment (org_id, customer_id);

create table credit_note (
  org_id uuid not null default current_org(),
  id uuid not null,
  customer_id uuid not null,
  number text not null,
  currency char(3) not null,
  total_minor bigint not null check (total_minor > 0),
  open_minor bigint not null check (open_minor between 0 and total_minor),
  issued_on date not null,
  import_id uuid,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, number),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index credit_note_of_customer on credit_note (org_id, customer_id);

-- Append-only: undoing an allocation is a second row with the opposite amount.
create table allocation (
  org_id uuid not null default current_org(),
  id uuid not null,
  invoice_id uuid not null,
  payment_id uuid,
  credit_note_id uuid,
  amount_minor bigint not null check (amount_minor <> 0),
  allocated_on date not null,
  at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, invoice_id) references invoice (org_id, id),
  foreign key (org_id, payment_id) references payment (org_id, id),
  foreign key (org_id, credit_note_id) references credit_note (org_id, id),
  check (num_nonnulls(payment_id, credit_note_id) = 1)
);
create index allocation_of_invoice on allocation (org_id, invoice_id);
create index allocation_of_payment on allocation (org_id, payment_id) where payment_id is not null;
create index allocation_of_credit on allocation (org_id, credit_note_id) where credit_note_id is not null;

create table dispute (
  org_id uuid not null default current_org(),
  id uuid not null,
  customer_id uuid not null,
  invoice_id uuid not null,
  -- Null: the whole open amount.
  amount_minor bigint check (amount_minor > 0),
  reason text not null,
  owner_id text,
  state text not null default 'open' check (state in ('open', 'upheld', 'credited', 'withdrawn')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, invoice_id) references invoice (org_id, id)
);
create index dispute_open on dispute (org_id, customer_id) where state = 'open';

-- Holds collection of the promised amount through the promised day (SPEC §4.2).
create table promise (
  org_id uuid not null default current_org(),
  id uuid not null,
  customer_id uuid not null,
  invoice_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  promised_on date not null,
  state text not null default 'active'
    check (state in ('active', 'kept', 'partly_kept', 'broken', 'cancelled')),
  made_on date not null,
  made_by text not null,
  closed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, invoice_id) references invoice (org_id, id)
);
create index promise_active on promise (org_id, customer_id) where state = 'active';

create table template (
  org_id uuid not null default current_org(),
  id uuid not null,
  name text not null,
  channel text not null check (channel in ('email', 'sms', 'call', 'letter', 'task')),
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, name)
);

-- Immutable: a change is a new version, so that a message can name what it was made from.
create table template_text (
  org_id uuid not null default current_org(),
  template_id uuid not null,
  version int not null,
  locale text not null,
  subject text not null default '',
  body text not null,
  primary key (org_id, template_id, version, locale),
  foreign key (org_id, template_id) references template (org_id, id)
);

create table workflow (
  org_id uuid not null default current_org(),
  id uuid not null,
  name text not null,
  level text not null check (level in ('customer', 'invoice')),
  is_default boolean not null default false,
  is_archived boolean not null default false,
  published_version_id uuid,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, name)
);
create unique index workflow_default on workflow (org_id, level) where is_default;

-- Published versions never change; at most one draft a workflow.
create table workflow_version (
  org_id uuid not null default current_org(),
  id uuid not null,
  workflow_id uuid not null,
  number int not null,
  entry_logic text not null check (entry_logic in ('standard', 'contextual')),
  mcd_days int not null check (mcd_days between 0 and 30),
  mcd_scope text not null default 'customer' check (mcd_scope in ('customer', 'workflow')),
  -- Smallest collectible amount worth a message, by currency: {"EUR": 500}.
  threshold_minor jsonb not null default '{}',
  steps jsonb not null,
  published_at timestamptz,
  published_by text,
  primary key (org_id, id),
  unique (org_id, workflow_id, number),
  foreign key (org_id, workflow_id) references workflow (org_id, id)
);
create unique index workflow_draft on workflow_version (org_id, workflow_id) where published_at is null;

-- One customer, or one invoice, going through a workflow. Which steps are behind it is read from
-- its actions; only what cannot be derived stands here.
create table run (
  org_id uuid not null default current_org(),
  id uuid not null,
  workflow_id uuid not null,
  version_id uuid not null,
  level text not null check (level in ('customer', 'invoice')),
  customer_id uuid not null,
  invoice_id uuid,
  -- Raised by each restart, so that a step may come again without ever coming twice.
  epoch int not null default 0,
  carrying_invoice_id uuid,
  carrying_since timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  foreign key (org_id, version_id) references workflow_version (org_id, id),
  check ((level = 'invoice') = (invoice_id is not null))
) with (fillfactor = 80);
create unique index run_of_customer on run (org_id, customer_id)
  where ended_at is null and level = 'customer';
create unique index run_of_invoice on run (org_id, invoice_id)
  where ended_at is null and level = 'invoice';
create index runs_of_customer on run (org_id, customer_id) where ended_at is null;

-- One thing to do or send. The unique key makes a second planning pass harmless.
create table action (
  org_id uuid not null default current_org(),
  id uuid not null,
  run_id uuid,
  step_id text,
  occurrence int not null default 0,
  kind text not null check (kind in ('reminder', 'adhoc', 'decide', 'fix_address')),
  channel text not null check (channel in ('email', 'sms', 'call', 'letter', 'task')),
  mode text not null check (mode in ('manual', 'automatic')),
  name text not null,
  customer_id uuid not null,
  -- The invoice whose dates set the due day, at the time of planning.
  invoice_id uuid,
  owner_id text,
  due_on date not null,
  due_at timestamptz not null,
  state text not null default 'open'
    check (state in ('open', 'sending', 'needs_check', 'done', 'skipped', 'superseded', 'cancelled',
      'expired')),
  -- Why it does not go out now, when last asked; always asked again before a send.
  held_code text,
  held_since timestamptz,
  outcome text,
  note text,
  closed_at timestamptz,
  closed_by text,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, run_id, step_id, occurrence),
  foreign key (org_id, customer_id) references customer (org_id, id)
) with (fillfactor = 80);
create index action_open on action (org_id, due_at, id) where state in ('open', 'needs_check');
create index action_of_customer on action (org_id, customer_id);

-- One e-mail, SMS or letter, in or out. Its words and its balance snapshot never change.
create table message (
  org_id uuid not null default current_org(),
  id uuid not null,
  customer_id uuid,
  direction text not null check (direction in ('in', 'out')),
  channel text not null check (channel in ('email', 'sms', 'letter')),
  state text not null check (state in ('leaving', 'queued', 'sending', 'sent', 'delivered', 'read',
    'undelivered', 'failed', 'bounced', 'cancelled', 'unknown', 'received')),
  -- What an incoming one is: human, auto_reply, bounce, …
  kind text,
  thread_id uuid not null,
  run_id uuid,
  step_id text,
  action_id uuid,
  reply_action_id uuid,
  from_name text not null default '',
  from_address text not null,
  to_addresses text[] not null default '{}',
  cc_addresses text[] not null default '{}',
  bcc_addresses text[] not null default '{}',
  subject text not null default '',
  body_text text not null,
  -- Incoming: what the person wrote, without quoted history; outgoing: null.
  reply_text text,
  body_html text,
  message_ref text,
  in_reply_to text,
  reference_refs text[] not null default '{}',
  template_id uuid,
  template_version int,
  -- [{invoiceId, number, openMinor, currency}] at the commit that decided to send.
  snapshot jsonb not null default '[]',
  -- The rule inputs the decision was made from: the Why of this message.
  reasons jsonb not null default '{}',
  author_id text,
  -- A person's own message waits here, on the server, until this moment (undo send).
  leave_at timestamptz,
  why text,
  inbound_mail_id uuid,
  at timestamptz not null,
  primary key (org_id, id)
);
create index message_of_customer on message (org_id, customer_id, at desc);
create index message_by_ref on message (org_id, message_ref) where message_ref is not null;
create index message_unmatched on message (org_id, at desc) where customer_id is null;
create index message_leaving on message (org_id, leave_at) where state = 'leaving';
create index message_in_thread on message (org_id, thread_id, at);

-- The ids a relay stamped on a message of ours; replies name these.
create table message_alias (
  org_id uuid not null default current_org(),
  message_ref text not null,
  message_id uuid not null,
  primary key (org_id, message_ref)
);

-- One try to send one message to one recipient. The key is the promise that nobody is contacted
-- twice (SPEC §5.1): no planner, job or second server gets past it.
create table attempt (
  org_id uuid not null default current_org(),
  id uuid not null,
  -- The run; for a person's own message the message itself.
  run_id uuid not null,
  step_id text not null,
  occurrence int not null,
  recipient text not null,
  channel text not null,
  message_id uuid not null,
  state text not null check (state in ('sending', 'accepted', 'retry', 'failed', 'unknown',
    'given_up')),
  tries int not null default 1,
  retry_at timestamptz,
  -- Real time, not the sandbox's: how long a process has been silent.
  started_at timestamptz not null,
  finished_at timestamptz,
  provider_id text,
  why text,
  primary key (org_id, id),
  unique (org_id, run_id, step_id, occurrence, recipient, channel),
  foreign key (org_id, message_id) references message (org_id, id)
);
create index attempt_of_message on attempt (org_id, message_id);
create index attempt_unfinished on attempt (org_id, state, started_at)
  where state in ('sending', 'retry', 'unknown');

-- What the captured outbox accepted: the provider's side of a send that leaves no machine.
create table captured_message (
  org_id uuid not null default current_org(),
  id uuid not null,
  attempt_id uuid not null,
  channel text not null,
  from_address text not null,
  to_addresses text[] not null,
  subject text not null,
  body_text text not null,
  body_html text,
  headers jsonb not null default '{}',
  captured_at timestamptz not null,
  primary key (org_id, id)
);
create index captured_by_time on captured_message (org_id, captured_at desc, id);
create index captured_of_attempt on captured_message (org_id, attempt_id);

-- Secret parts of reply+CODE-TOKEN@ addresses; only hashes are kept.
create table reply_token (
  org_id uuid not null default current_org(),
  token_hash text not null,
  message_id uuid not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (org_id, token_hash)
);

-- Raw first: these bytes are committed before the sender is told that we have them (SPEC §8.2).
create table inbound_mail (
  org_id uuid not null default current_org(),
  id uuid not null,
  sha256 text not null,
  raw bytea not null,
  size_bytes int not null,
  source text not null check (source in ('smtp', 'webhook', 'imap')),
  envelope_from text not null default '',
  envelope_to text[] not null default '{}',
  received_at timestamptz not null,
  -- received = stored + linked + unmatched + automated + bounce + quarantine + duplicate + own (I7).
  state text not null default 'stored' check (state in ('stored', 'linked', 'unmatched', 'automated',
    'bounce', 'quarantine', 'duplicate', 'own')),
  tries int not null default 0,
  why text,
  message_id uuid,
  -- Message-ID and body hash: the same mail over two ways is one message.
  fingerprint text,
  settled_at timestamptz,
  primary key (org_id, id)
);
create index inbound_mail_stored on inbound_mail (org_id, received_at) where state = 'stored';
create unique index inbound_mail_once on inbound_mail (org_id, fingerprint)
  where fingerprint is not null and state <> 'duplicate';
create index inbound_mail_by_state on inbound_mail (org_id, state, received_at desc);

create table attachment (
  org_id uuid not null default current_org(),
  id uuid not null,
  message_id uuid not null,
  name text not null,
  content_type text not null,
  size_bytes int not null,
  content bytea not null,
  primary key (org_id, id),
  foreign key (org_id, message_id) references message (org_id, id)
);
create index attachment_of_message on attachment (org_id, message_id);

-- The To Do item that a human answer opens. Replied, ignored or paused are its only ends.
create table reply_action (
  org_id uuid not null default current_org(),
  id uuid not null,
  customer_id uuid not null,
  -- The run whose reminder was answered; null when the customer has none.
  run_id uuid,
  newest_message_id uuid not null,
  message_count int not null default 1,
  owner_id text,
  state text not null default 'open' check (state in ('open', 'replied', 'ignored', 'paused',
    'replied_elsewhere')),
  reason text,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_on date,
  closed_by text,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create unique index reply_action_of_run on reply_action (org_id, run_id)
  where state = 'open' and run_id is not null;
create unique index reply_action_of_customer on reply_action (org_id, customer_id)
  where state = 'open' and run_id is null;
create index reply_action_open on reply_action (org_id, opened_at) where state = 'open';
create index reply_actions_of_customer on reply_action (org_id, customer_id, closed_at);

-- The timeline: append-only, read per customer and, through event_invoice, per invoice.
create table event (
  org_id uuid not null default current_org(),
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  actor text not null,
  customer_id uuid,
  message_id uuid,
  action_id uuid,
  detail jsonb not null default '{}',
  recorded_at timestamptz not null default now(),
  primary key (org_id, id)
);
create index event_of_customer on event (org_id, customer_id, at desc, id desc)
  where customer_id is not null;
create index event_of_message on event (org_id, message_id) where message_id is not null;
create table event_invoice (
  org_id uuid not null default current_org(),
  invoice_id uuid not null,
  at timestamptz not null,
  event_id uuid not null,
  primary key (org_id, invoice_id, at, event_id)
);

create table import (
  org_id uuid not null default current_org(),
  id uuid not null,
  kind text not null check (kind in ('customers', 'contacts', 'invoices', 'credit_notes', 'payments')),
  file_name text not null default '',
  state text not null check (state in ('running', 'done', 'failed')),
  encoding text,
  delimiter text,
  created_count int not null default 0,
  updated_count int not null default 0,
  unchanged_count int not null default 0,
  failed_count int not null default 0,
  -- The last line whose batch is committed; a broken run goes on after it.
  line int not null default 0,
  why text,
  header text[] not null default '{}',
  started_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id, id)
);
create table import_error (
  org_id uuid not null default current_org(),
  import_id uuid not null,
  line int not null,
  field text not null default '',
  code text not null,
  reason text not null,
  row_cells text[] not null default '{}',
  primary key (org_id, import_id, line, code),
  foreign key (org_id, import_id) references import (org_id, id)
);

-- A row of these is never changed. Only the removal of a whole sandbox organization deletes them.
create function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('app.removing_org', true) = old.org_id::text then
    return old;
  end if;
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger event_append_only before update or delete on event
  for each row execute function refuse_change();
create trigger event_invoice_append_only before update or delete on event_invoice
  for each row execute function refuse_change();
create trigger allocation_append_only before update or delete on allocation
  for each row execute function refuse_change();

-- Isolation. FORCE binds the owner too. The sub-select is evaluated once a statement, so the index
-- on org_id is used. Every later migration calls this for each table it adds.
create function isolate(name regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy org_isolation on %s using (org_id = (select current_org())) '
    'with check (org_id = (select current_org()))', name);
end $$;
select isolate(c.oid::regclass) from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace;
-- The directory of tenants: the installation may list organizations (the planner walks them, mail
-- finds its tenant by intake code), and a signed-in person may list their own memberships.
create policy directory on organization for select using ((select is_installation()));
create policy own_memberships on member for select
  using (user_id = (select nullif(current_setting('app.user_id', true), '')));
