-- Drafts with their files, what a message encloses from the ledger, documents of invoices, and
-- internal notes.

-- One draft a writer and a thing written about: an answer, a message, an action, a new message.
create table draft (
  org_id uuid not null default current_org(),
  id uuid not null,
  -- The actor who writes: `user:…` or `key:…`.
  writer text not null,
  -- `reply-…`, `message-…`, `action-…` or `new-…`, with an id.
  about text not null,
  customer_id uuid not null,
  to_addresses text[] not null default '{}',
  cc_addresses text[] not null default '{}',
  bcc_addresses text[] not null default '{}',
  subject text not null default '',
  body text not null default '',
  quotes_original boolean not null default true,
  encloses_statement boolean not null default false,
  enclosed_invoice_ids uuid[] not null default '{}',
  revision int not null default 1,
  -- What another tab or browser wrote over an older revision: kept until the writer chooses.
  rival jsonb,
  updated_at timestamptz not null,
  -- Its message, while that can still be taken back: then this is the draft again.
  sent_as uuid,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create unique index draft_of_writer on draft (org_id, writer, about) where sent_as is null;
create index draft_of_message on draft (org_id, sent_as) where sent_as is not null;

create table draft_file (
  org_id uuid not null default current_org(),
  id uuid not null,
  draft_id uuid not null,
  name text not null,
  content_type text not null,
  size_bytes int not null,
  content bytea not null,
  primary key (org_id, id),
  foreign key (org_id, draft_id) references draft (org_id, id) on delete cascade
);
create index draft_file_of_draft on draft_file (org_id, draft_id);

-- What a message takes from the ledger; made when it leaves, so that it says what is true then.
create table message_enclosure (
  org_id uuid not null default current_org(),
  id uuid not null,
  message_id uuid not null,
  kind text not null check (kind in ('statement', 'invoice')),
  invoice_id uuid,
  -- The attachment that was made of it at the last attempt.
  attachment_id uuid,
  primary key (org_id, id),
  foreign key (org_id, message_id) references message (org_id, id),
  foreign key (org_id, invoice_id) references invoice (org_id, id),
  check ((kind = 'invoice') = (invoice_id is not null))
);
create index enclosure_of_message on message_enclosure (org_id, message_id);

-- The invoice as the customer knows it: one PDF an invoice.
create table invoice_document (
  org_id uuid not null default current_org(),
  invoice_id uuid not null,
  name text not null,
  size_bytes int not null,
  sha256 text not null,
  content bytea not null,
  kept_by text not null,
  kept_at timestamptz not null,
  primary key (org_id, invoice_id),
  foreign key (org_id, invoice_id) references invoice (org_id, id)
);

-- The provider's side of attachments: what the captured outbox accepted.
create table captured_file (
  org_id uuid not null default current_org(),
  id uuid not null,
  captured_message_id uuid not null,
  name text not null,
  content_type text not null,
  size_bytes int not null,
  content bytea not null,
  primary key (org_id, id),
  foreign key (org_id, captured_message_id) references captured_message (org_id, id)
);
create index captured_file_of_message on captured_file (org_id, captured_message_id);

-- Internal: never part of anything that is sent.
create table note (
  org_id uuid not null default current_org(),
  id uuid not null,
  customer_id uuid not null,
  -- The message it was written at, and so the conversation it stands in; null: the customer's.
  message_id uuid,
  thread_id uuid,
  author text not null,
  body text not null,
  -- Members named with @.
  mentioned text[] not null default '{}',
  created_at timestamptz not null,
  changed_at timestamptz,
  removed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index note_of_customer on note (org_id, customer_id, created_at desc);

-- Earlier wordings of changed and removed notes.
create table note_wording (
  org_id uuid not null default current_org(),
  id uuid not null,
  note_id uuid not null,
  body text not null,
  replaced_by text not null,
  replaced_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, note_id) references note (org_id, id)
);
create index note_wording_of_note on note_wording (org_id, note_id);

select isolate('draft');
select isolate('draft_file');
select isolate('message_enclosure');
select isolate('invoice_document');
select isolate('captured_file');
select isolate('note');
select isolate('note_wording');
