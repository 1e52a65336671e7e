-- What a call with an Idempotency-Key was answered, so that its repetition is answered the same.
create table kept_answer (
  org_id uuid not null,
  -- Who called: two keys of the API may choose the same word.
  actor text not null,
  key text not null check (length(key) between 1 and 200),
  -- Of method, address and body: another call under the same key is refused.
  call_hash text not null,
  -- Null while a call of several transactions runs, and for ever when it was cut off.
  status integer,
  answer text,
  at timestamptz not null default now(),
  primary key (org_id, actor, key)
);
create index kept_answer_old on kept_answer (org_id, at);
select isolate('kept_answer');
