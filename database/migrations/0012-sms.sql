-- SMS: who sends it, what became of it, who may be texted, what came back, and the links in it.

alter table organization
  add column sms_channel text not null default 'outbox'
    check (sms_channel in ('outbox', 'installation', 'own')),
  -- The recipient's wall clock; an organization may narrow 08:00 to 20:00, never widen it.
  add column sms_from_time text not null default '08:00'
    check (sms_from_time ~ '^[0-2][0-9]:[0-5][0-9]$' and sms_from_time >= '08:00'),
  add column sms_until_time text not null default '20:00'
    check (sms_until_time ~ '^[0-2][0-9]:[0-5][0-9]$' and sms_until_time <= '20:00'),
  add column sms_segment_cap integer not null default 2 check (sms_segment_cap between 1 and 10),
  -- Millionths of a unit of the currency, for a segment costs fractions of a cent.
  add column sms_month_budget_micros bigint check (sms_month_budget_micros >= 0),
  add column sms_currency char(3) not null default 'USD',
  -- 'given_number': a number that a customer gave for the account may be texted without a record.
  add column sms_consent_rule text not null default 'recorded'
    check (sms_consent_rule in ('recorded', 'given_number')),
  add column creditor_kind text not null default 'creditor'
    check (creditor_kind in ('creditor', 'agency')),
  -- Where links of messages point, such as https://pay.seller.example; null: the public address.
  add column link_origin text,
  add column link_days integer not null default 60 check (link_days between 1 and 365),
  add column pay_link_template text,
  add column bank_details text not null default '',
  add column asks_second_factor boolean not null default true;

-- The organization's own account, or its subaccount of the installation's.
create table sms_account (
  org_id uuid not null default current_org(),
  account_sid text not null,
  api_key_sid text,
  messaging_service_sid text,
  -- Auth tokens (the newest first: two during a rotation) and the secret of the API key.
  sealed text not null,
  checked_at timestamptz,
  problem text,
  saved_at timestamptz not null,
  primary key (org_id)
);

create table sms_sender (
  org_id uuid not null default current_org(),
  id uuid not null,
  kind text not null check (kind in ('local', 'mobile', 'toll_free', 'short_code', 'alphanumeric',
    'messaging_service', 'whatsapp', 'rcs')),
  -- E.164, a short code, a name of eleven characters at most, or an MG… sid.
  address text not null,
  -- Countries it may text; empty: only its own, known by its number.
  countries text[] not null default '{}',
  is_two_way boolean not null,
  registration text not null default 'not_needed'
    check (registration in ('not_needed', 'pending', 'registered', 'refused')),
  label text not null default '',
  -- Set when the provider refused it; a person lifts it.
  paused_at timestamptz,
  paused_why text,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (org_id, id)
);
create unique index sms_sender_address on sms_sender (org_id, address) where removed_at is null;

-- Countries in which the provider refused to send; a person opens them again.
create table sms_closed_country (
  org_id uuid not null default current_org(),
  country char(2) not null,
  why text not null,
  closed_at timestamptz not null,
  primary key (org_id, country)
);

-- Estimated price of one segment to a country, kept by an admin or read from the provider.
create table sms_price (
  org_id uuid not null default current_org(),
  country char(2) not null,
  micros bigint not null check (micros >= 0),
  currency char(3) not null,
  source text not null default 'admin' check (source in ('admin', 'provider')),
  saved_at timestamptz not null,
  primary key (org_id, country)
);

-- What an SMS has beyond any message; message.state is its one current status.
create table sms_message (
  org_id uuid not null default current_org(),
  message_id uuid not null,
  sender_id uuid,
  provider_sid text,
  country char(2),
  encoding text not null check (encoding in ('GSM-7', 'UCS-2')),
  segments integer not null,
  cost_micros bigint,
  cost_currency char(3),
  is_cost_final boolean not null default false,
  error_code integer,
  next_step text,
  has_conflict boolean not null default false,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  -- When the sweeper asks the provider again; null: settled.
  next_check_at timestamptz,
  checks integer not null default 0,
  primary key (org_id, message_id),
  foreign key (org_id, message_id) references message (org_id, id)
);
create unique index sms_message_sid on sms_message (org_id, provider_sid)
  where provider_sid is not null;
create index sms_message_unsettled on sms_message (org_id, next_check_at)
  where next_check_at is not null;

-- Every status that the provider told or was asked for, append-only.
create table sms_report (
  org_id uuid not null default current_org(),
  id uuid not null,
  provider_sid text not null,
  attempt_id uuid,
  message_id uuid,
  status text not null,
  error_code integer,
  via text not null check (via in ('callback', 'fetch')),
  -- The same report told twice has the same key.
  key text not null,
  fields jsonb not null,
  received_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, key)
);
create index sms_report_of_sid on sms_report (org_id, provider_sid);

-- Raw first: what came in, before anything is decided.
create table inbound_sms (
  org_id uuid not null default current_org(),
  id uuid not null,
  provider_sid text not null,
  via text not null check (via in ('webhook', 'poll', 'sandbox')),
  from_number text not null,
  to_number text not null,
  body text not null,
  fields jsonb not null,
  state text not null default 'stored'
    check (state in ('stored', 'linked', 'unmatched', 'keyword', 'quarantine')),
  message_id uuid,
  why text,
  tries integer not null default 0,
  received_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, provider_sid)
);
create index inbound_sms_waiting on inbound_sms (org_id, received_at) where state = 'stored';

-- How far the provider's list of incoming messages has been read.
create table sms_poll (
  org_id uuid not null default current_org(),
  polled_at timestamptz,
  read_until timestamptz,
  problem text,
  primary key (org_id)
);

-- What a person allowed or revoked for a number, append-only; the newest act counts.
create table consent (
  org_id uuid not null default current_org(),
  id uuid not null,
  phone text not null,
  contact_id uuid,
  customer_id uuid,
  act text not null check (act in ('given', 'revoked', 'under_review')),
  means text not null check (means in ('contract', 'form', 'spoken', 'import', 'keyword', 'words',
    'email', 'letter', 'payment_page', 'provider')),
  wording text not null default '',
  source text not null default '',
  recorded_by text not null,
  at timestamptz not null,
  primary key (org_id, id)
);
create index consent_of_phone on consent (org_id, phone, at desc, id desc);

-- What is known of a number: what kind of line it is, and the sender it knows us by.
create table phone (
  org_id uuid not null default current_org(),
  number text not null,
  country char(2),
  line text not null default 'unknown' check (line in ('mobile', 'landline', 'maybe_mobile',
    'voip', 'toll_free', 'premium', 'invalid', 'unknown')),
  learned_from text not null default 'number' check (learned_from in ('number', 'error',
    'lookup', 'person')),
  learned_at timestamptz not null,
  unreachable_times integer not null default 0,
  sticky_sender_id uuid,
  via text not null default 'sms' check (via in ('sms', 'whatsapp', 'rcs')),
  -- The last message from it, for WhatsApp's window of 24 hours.
  wrote_at timestamptz,
  primary key (org_id, number)
);

-- One link of one message to one person; the token itself is kept nowhere but in the text.
create table customer_link (
  org_id uuid not null default current_org(),
  id uuid not null,
  token_hash text not null,
  customer_id uuid not null,
  contact_id uuid,
  address text not null,
  message_id uuid,
  locale text,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  first_opened_at timestamptz,
  opened_times integer not null default 0,
  primary key (org_id, id),
  unique (org_id, token_hash),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index customer_link_of_customer on customer_link (org_id, customer_id, made_at desc);
create index customer_link_of_message on customer_link (org_id, message_id)
  where message_id is not null;

create trigger sms_report_append_only before update or delete on sms_report
  for each row execute function refuse_change();
create trigger consent_append_only before update or delete on consent
  for each row execute function refuse_change();

select isolate(name::regclass) from unnest(array['sms_account', 'sms_sender',
  'sms_closed_country', 'sms_price', 'sms_message', 'sms_report', 'inbound_sms', 'sms_poll',
  'consent', 'phone', 'customer_link']) as name;
