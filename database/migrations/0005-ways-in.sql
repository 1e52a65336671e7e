-- Every way in for a customer's answer: mailboxes that are read, addresses that providers post to,
-- and the test of the reply address.

-- A mailbox that is read by IMAP. Nothing in it is ever changed.
create table mailbox (
  org_id uuid not null default current_org(),
  id uuid not null,
  name text not null,
  host text not null,
  port int not null check (port between 1 and 65535),
  encryption text not null check (encryption in ('tls', 'starttls', 'none')),
  user_name text not null,
  password_sealed text not null,
  state text not null default 'new' check (state in ('new', 'working', 'failing')),
  failing_since timestamptz,
  failed_checks int not null default 0,
  last_error text,
  last_checked_at timestamptz,
  last_mail_at timestamptz,
  -- By the real clock, as everything that concerns the server at the other end.
  check_after timestamptz,
  connected_at timestamptz not null,
  removed_at timestamptz,
  primary key (org_id, id)
);

-- How far each folder has been read: the cursor is UIDVALIDITY and UID, never a time.
create table mailbox_folder (
  org_id uuid not null default current_org(),
  mailbox_id uuid not null,
  -- `inbox` is what customers write, `sent` what our people answered there.
  use text not null check (use in ('inbox', 'sent')),
  path text not null,
  uid_validity text,
  last_uid bigint not null default 0,
  -- When reading began anew: up to this UID only mail younger than the connection is taken.
  begun_uid bigint not null default 0,
  -- The message that cannot be fetched, and how often it was tried.
  failing_uid bigint,
  failing_tries int not null default 0,
  primary key (org_id, mailbox_id, use),
  foreign key (org_id, mailbox_id) references mailbox (org_id, id)
);

-- A message that could not be fetched: the cursor went on, and people can see it.
create table mailbox_gap (
  org_id uuid not null default current_org(),
  mailbox_id uuid not null,
  use text not null,
  uid_validity text not null,
  uid bigint not null,
  why text not null,
  noted_at timestamptz not null,
  fetched_at timestamptz,
  primary key (org_id, mailbox_id, use, uid_validity, uid),
  foreign key (org_id, mailbox_id) references mailbox (org_id, id)
);

-- An address that a mail provider posts to. The token in it is kept as a hash alone.
create table inbound_hook (
  org_id uuid not null default current_org(),
  id uuid not null,
  name text not null,
  provider text not null check (provider in ('sendgrid', 'mailgun', 'postmark', 'raw')),
  token_hash text not null,
  -- Signing key, public key, or user and password: what the provider proves itself by.
  secret_sealed text,
  created_at timestamptz not null,
  last_mail_at timestamptz,
  refused_at timestamptz,
  refused_why text,
  revoked_at timestamptz,
  primary key (org_id, id)
);
create unique index inbound_hook_by_token on inbound_hook (org_id, token_hash);

-- One-time tokens of signed calls, so that a signature is good for one message only.
create table inbound_hook_token (
  org_id uuid not null default current_org(),
  hook_id uuid not null,
  token text not null,
  sha256 text not null,
  seen_at timestamptz not null,
  primary key (org_id, hook_id, token),
  foreign key (org_id, hook_id) references inbound_hook (org_id, id)
);

-- What is known of how a mail came in, beyond its bytes.
create table mail_arrival (
  org_id uuid not null default current_org(),
  inbound_mail_id uuid not null,
  mailbox_id uuid,
  hook_id uuid,
  is_sent_folder boolean not null default false,
  -- Put together from a provider's fields: it can't be verified.
  is_rebuilt boolean not null default false,
  -- Set when only the beginning was kept.
  full_size_bytes bigint,
  primary key (org_id, inbound_mail_id),
  foreign key (org_id, inbound_mail_id) references inbound_mail (org_id, id)
);
create index inbound_mail_by_hash on inbound_mail (org_id, sha256);

-- Which address customers answer to, and how its mail is to get here.
create table reply_address (
  org_id uuid primary key default current_org(),
  kind text not null check (kind in ('group', 'person', 'imap')),
  address text not null,
  provider text not null,
  saved_at timestamptz not null
);

-- A message of ours sent around to see whether it comes back. Only hashes of tokens are kept.
create table reply_probe (
  org_id uuid not null default current_org(),
  id uuid not null,
  token_hash text not null,
  address text not null,
  from_address text not null,
  message_ref text not null,
  thread_ref text not null,
  sent_at timestamptz not null,
  -- By the real clock: a sandbox stands still while mail travels.
  sent_really_at timestamptz not null,
  -- Why it could not even be sent.
  failed_why text,
  returned_at timestamptz,
  returned_really_at timestamptz,
  seen jsonb,
  primary key (org_id, id)
);
create index reply_probe_by_time on reply_probe (org_id, sent_really_at desc);
create unique index reply_probe_by_token on reply_probe (org_id, token_hash);

-- A provider asks whether mail may be forwarded to us. Code and link are for admins only.
create table forwarding_confirmation (
  org_id uuid not null default current_org(),
  id uuid not null,
  inbound_mail_id uuid not null,
  provider text not null,
  code text,
  link text,
  mailbox text,
  received_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, inbound_mail_id) references inbound_mail (org_id, id)
);
create index forwarding_confirmation_by_time on forwarding_confirmation (org_id, received_at desc);

select isolate(name::regclass) from unnest(array['mailbox', 'mailbox_folder', 'mailbox_gap',
  'inbound_hook', 'inbound_hook_token', 'mail_arrival', 'reply_address', 'reply_probe',
  'forwarding_confirmation']) as name;
