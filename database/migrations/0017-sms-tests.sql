-- SMS that people send to themselves to see that the channel works.

create table sms_test (
  org_id uuid not null default current_org(),
  -- The attempt as the provider knows it.
  id uuid not null,
  to_number text not null,
  channel text not null check (channel in ('outbox', 'installation', 'own')),
  sender text not null,
  provider_sid text,
  failed_why text,
  sent_at timestamptz not null,
  -- By the real clock, for a sandbox lives at another time.
  sent_really_at timestamptz not null,
  primary key (org_id, id)
);
create index sms_test_newest on sms_test (org_id, sent_really_at desc);

select isolate('sms_test');
