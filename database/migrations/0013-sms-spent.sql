-- When an SMS was committed, which steps went on by another channel, and who cannot reach a number.

alter table sms_message add column committed_at timestamptz not null;
-- A month's cost is summed by it.
create index sms_message_by_time on sms_message (org_id, committed_at);

-- Once a step: an SMS that failed goes on by e-mail, else as a call.
alter table action add column fell_back_at timestamptz;

-- Senders from which the provider said that it cannot reach the number.
alter table phone add column refused_sender_ids uuid[] not null default '{}';
