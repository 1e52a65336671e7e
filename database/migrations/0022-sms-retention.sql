-- How long the SMS provider keeps texts, and templates for WhatsApp outside its 24 hours.

-- Null: the provider keeps texts by its own rule. Our own copies stay either way.
alter table organization add column sms_retention_days int
  check (sms_retention_days between 1 and 400);

alter table sms_message
  -- When the provider was last asked to erase the text, and how often.
  add column erase_asked_at timestamptz,
  add column erase_tries int not null default 0,
  -- The provider has erased it, or knows the message no more.
  add column erased_at timestamptz;

create index sms_message_to_erase on sms_message (org_id, committed_at)
  where erased_at is null and provider_sid is not null;

-- The provider's name for a template of WhatsApp's that says the same; null: there is none.
alter table template_text add column content_sid text
  check (content_sid ~ '^HX[0-9a-fA-F]{32}$');
