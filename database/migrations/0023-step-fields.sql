-- A step says more: several owners, in whose name, copies, PDFs, and what to do on failure.

-- Published versions are rewritten into the new shape; none of them means anything else than before:
-- an SMS that nobody could get already went on to the next number, by e-mail, as a call.
alter table workflow_version no force row level security;
alter table workflow_version disable trigger workflow_version_immutable;
update workflow_version set steps = (
  select jsonb_agg(step - 'owner' || jsonb_build_object(
    'owners', jsonb_build_array(coalesce(step->'owner', '{"kind": "account_owner"}')),
    'sender', '{"kind": "organization"}'::jsonb,
    'copies', '{"positions": [], "accountOwner": false}'::jsonb,
    'attachments', '{"invoices": "none", "statement": false}'::jsonb,
    'onFailure', case when step->>'channel' = 'sms' then '["next_contact", "email", "call"]'::jsonb
      else '[]'::jsonb end) order by place)
  from jsonb_array_elements(steps) with ordinality as one(step, place))
where jsonb_array_length(steps) > 0;
alter table workflow_version enable trigger workflow_version_immutable;
alter table workflow_version force row level security;

-- 0019 meant to mark what a person had chosen before it, but isolation hid every row from it.
alter table customer no force row level security;
alter table invoice no force row level security;
update customer set chosen_by = 'hand'
  where chosen_by is null and (chosen_workflow_id is not null or no_workflow);
update invoice set chosen_by = 'hand'
  where chosen_by is null and (chosen_workflow_id is not null or no_workflow);
alter table customer force row level security;
alter table invoice force row level security;
