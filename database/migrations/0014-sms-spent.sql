-- When an SMS was committed, and which steps went on by another channel after one that failed.

alter table sms_message add column committed_at timestamptz not null;
-- A month's cost is summed by it.
create index sms_message_by_time on sms_message (org_id, committed_at);

-- Once a step: an SMS that failed goes on by e-mail, else as a call.
alter table action add column fell_back_at timestamptz;
