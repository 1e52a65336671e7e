-- SMS that came in: whose a number was last, what hung on it, and where a poll has got to.

-- The last SMS with a number decides whose the next one is.
create index message_sms_out on message (org_id, (to_addresses[1]), at desc)
  where channel = 'sms' and direction = 'out';
create index message_sms_in on message (org_id, from_address, at desc)
  where channel = 'sms' and direction = 'in';

alter table inbound_sms add column settled_at timestamptz;
create index inbound_sms_of_message on inbound_sms (org_id, message_id)
  where message_id is not null;

-- Pictures and files of an SMS: fetched from the provider after the text is safe.
create table sms_media (
  org_id uuid not null default current_org(),
  inbound_sms_id uuid not null,
  place integer not null,
  url text not null,
  content_type text not null default '',
  state text not null default 'waiting' check (state in ('waiting', 'fetched', 'refused')),
  attachment_id uuid,
  why text,
  tries integer not null default 0,
  is_deleted_there boolean not null default false,
  primary key (org_id, inbound_sms_id, place),
  foreign key (org_id, inbound_sms_id) references inbound_sms (org_id, id)
);
create index sms_media_waiting on sms_media (org_id, inbound_sms_id) where state = 'waiting';

-- When admins were told that it fails, and that calls did not reach us; null: all is well.
alter table sms_poll add column told_at timestamptz;
alter table sms_poll add column missed_told_at timestamptz;

select isolate('sms_media');

create index inbound_sms_by_time on inbound_sms (org_id, received_at desc, id desc);
