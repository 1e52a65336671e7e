-- How people hear of things: settings, mail to members, answers by mail, webhooks (SPEC §8.12, §10).

-- The bell shows what is meant for it; the rest waits for the digest. One unread row gathers what
-- happens again to the same subject.
alter table notification add column in_app boolean not null default true;
alter table notification add column for_digest boolean not null default false;
alter table notification add column digested_on date;
alter table notification add column times int not null default 1;
create index notification_unread on notification (org_id, user_id, event)
  where read_at is null and in_app;
create index notification_for_digest on notification (org_id, user_id, at)
  where for_digest and digested_on is null;

-- Only what a person chose otherwise than domain/notice.ts says.
create table notice_setting (
  org_id uuid not null default current_org(),
  user_id text not null,
  event text not null,
  channel text not null check (channel in ('in_app', 'email', 'digest')),
  is_on boolean not null,
  primary key (org_id, user_id, event, channel)
);
select isolate('notice_setting');

-- Between these times of the organization's day no notice leaves by mail; both null: at any time.
create table quiet_time (
  org_id uuid not null default current_org(),
  user_id text not null,
  begins_at text not null check (begins_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
  ends_at text not null check (ends_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
  primary key (org_id, user_id)
);
select isolate('quiet_time');

-- Mail to a member, written with the deed it tells of and delivered later. A try whose end is not
-- known stays `unknown` and is never repeated.
create table notice_mail (
  org_id uuid not null default current_org(),
  id uuid not null,
  user_id text not null,
  kind text not null check (kind in ('notice', 'digest', 'test', 'refusal')),
  event text,
  title text not null,
  body text not null default '',
  customer_id uuid,
  message_id uuid,
  reply_action_id uuid,
  -- A digest is made once a day and member.
  digest_on date,
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown')),
  tries int not null default 0,
  -- Real time, as in attempt.
  next_try_at timestamptz not null,
  began_at timestamptz,
  finished_at timestamptz,
  why text,
  created_at timestamptz not null,
  primary key (org_id, id)
);
create unique index digest_once on notice_mail (org_id, user_id, digest_on)
  where digest_on is not null;
create index notice_mail_unfinished on notice_mail (org_id, next_try_at)
  where state in ('waiting', 'sending');
create index notice_mail_of_member on notice_mail (org_id, user_id, created_at);
select isolate('notice_mail');

-- A token that was mailed to a member: what comes back to it is that member's answer.
alter table reply_token add column user_id text;
alter table reply_token add column reply_action_id uuid;

-- A member's answer that came by mail, until it is on its way to the customer or refused.
create table answer_by_mail (
  org_id uuid not null default current_org(),
  id uuid not null,
  user_id text not null,
  -- The member's own mail as it came in.
  message_id uuid not null,
  reply_action_id uuid,
  -- What the member had read when answering.
  answered_message_id uuid not null,
  text text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'refused')),
  why text,
  sent_message_id uuid,
  at timestamptz not null,
  settled_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, message_id) references message (org_id, id)
);
create index answer_by_mail_waiting on answer_by_mail (org_id, at) where state = 'waiting';
create unique index answer_by_mail_of_message on answer_by_mail (org_id, message_id);
select isolate('answer_by_mail');

create table webhook_endpoint (
  org_id uuid not null default current_org(),
  id uuid not null,
  url text not null check (length(url) between 1 and 2000),
  secret_sealed text not null,
  -- During a rotation both sign, until this moment.
  old_secret_sealed text,
  old_secret_until timestamptz,
  events text[] not null,
  state text not null default 'active' check (state in ('active', 'disabled')),
  why text,
  failing_since timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id)
);
select isolate('webhook_endpoint');

-- One call that an endpoint is owed, with the words as they are signed on each try.
create table webhook_delivery (
  org_id uuid not null default current_org(),
  id uuid not null,
  endpoint_id uuid not null,
  -- Of the happening: the same on each try and at each endpoint.
  event_id uuid not null,
  type text not null,
  payload text not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'delivered', 'failed')),
  tries int not null default 0,
  next_try_at timestamptz not null,
  status int,
  why text,
  created_at timestamptz not null,
  delivered_at timestamptz,
  primary key (org_id, id),
  unique (org_id, endpoint_id, event_id),
  foreign key (org_id, endpoint_id) references webhook_endpoint (org_id, id) on delete cascade
);
create index webhook_delivery_due on webhook_delivery (org_id, next_try_at)
  where state in ('waiting', 'sending');
create index webhook_delivery_log on webhook_delivery (org_id, created_at desc, id desc);
create index webhook_delivery_of_endpoint
  on webhook_delivery (org_id, endpoint_id, created_at desc, id desc);
select isolate('webhook_delivery');
