-- The page behind a link: whose link it is, what proved the person there, and what they did.

-- A link names its organization by this number, for an address as short as can be.
create sequence organization_link_number as integer;
alter table organization
  add column link_number integer not null unique default nextval('organization_link_number');

alter table customer_link
  -- The invoice that the message was about: where a link to the invoice leads.
  add column invoice_id uuid,
  -- Made for a colleague who wants to see the page; nothing can be done with it.
  add column is_preview boolean not null default false,
  -- The last day on which its opening was written down.
  add column last_opened_on date,
  add column revoked_by text;
create index customer_link_of_contact on customer_link (org_id, contact_id)
  where revoked_at is null and contact_id is not null;

-- One try of a visitor to prove who they are, with a bound on guesses.
create table portal_proof (
  org_id uuid not null default current_org(),
  id uuid not null,
  link_id uuid not null,
  way text not null check (way in ('email', 'sms', 'knowledge')),
  -- Where the code went; empty where none was sent.
  address text not null default '',
  -- Keyed, for six digits are soon tried out; null where what they know is asked.
  code_hash text,
  tries integer not null default 0,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  proven_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, link_id) references customer_link (org_id, id)
);
create index portal_proof_of_link on portal_proof (org_id, link_id, made_at desc);

-- A proven visitor, for half an hour, by a cookie.
create table portal_session (
  org_id uuid not null default current_org(),
  token_hash text not null,
  link_id uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (org_id, token_hash),
  foreign key (org_id, link_id) references customer_link (org_id, id)
);
create index portal_session_of_link on portal_session (org_id, link_id);

-- What was done on the page; the key of a click that comes twice.
create table portal_act (
  org_id uuid not null default current_org(),
  link_id uuid not null,
  key uuid not null,
  kind text not null check (kind in ('promise', 'dispute', 'answer')),
  message_id uuid,
  -- Whether it counted at once; else a person looks first.
  is_held boolean not null default false,
  at timestamptz not null,
  primary key (org_id, link_id, key),
  foreign key (org_id, link_id) references customer_link (org_id, id)
);

select isolate(name::regclass)
from unnest(array['portal_proof', 'portal_session', 'portal_act']) as name;
