-- What a person is told in the app: one row a person and a happening.
create table notification (
  org_id uuid not null default current_org(),
  id uuid not null,
  user_id text not null,
  -- One of domain/notice.ts.
  event text not null,
  title text not null,
  body text not null default '',
  customer_id uuid,
  message_id uuid,
  reply_action_id uuid,
  at timestamptz not null,
  read_at timestamptz,
  primary key (org_id, id)
);
create index notification_of_user on notification (org_id, user_id, at desc, id desc);
select isolate('notification');
