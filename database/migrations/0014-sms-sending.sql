-- SMS that stand still for the whole organization, and what is done after an SMS that failed.

alter table organization
  -- Set when the provider refused the account itself; an admin who checked it lifts it.
  add column sms_stopped_at timestamptz,
  add column sms_stopped_why text;

alter table sms_message
  -- again: the step is sent once more · other_channel: it goes on by e-mail, else as a call.
  add column follow_up text check (follow_up in ('again', 'other_channel')),
  -- When that is done at the earliest; null: done, or nothing is to be done.
  add column follow_up_at timestamptz;

create index sms_message_to_follow on sms_message (org_id, follow_up_at)
  where follow_up_at is not null;
