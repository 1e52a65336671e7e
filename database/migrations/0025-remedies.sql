-- What was tried for an action whose message could not reach anybody, and mail that came back.

alter table action add column remedies text[] not null default '{}';

-- Until now a step fell once, from an SMS to e-mail or to a call.
alter table action no force row level security;
update action set remedies = array[channel] where fell_back_at is not null;
alter table action force row level security;

-- When the step of a mail that came back is to go on otherwise; null: it is not, or it has.
alter table message add column follow_up_at timestamptz;
create index message_to_follow_up on message (org_id, follow_up_at)
  where follow_up_at is not null;
