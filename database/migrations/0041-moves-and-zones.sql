-- A move to another workflow can be taken back; a person has a clock; a dispute is looked into.

-- What stood before a move, of each that it was a change for. Kept for a day.
create table workflow_move (
  org_id uuid not null default current_org(),
  move_id uuid not null,
  -- The customer, or at invoice level the invoice.
  subject_id uuid not null,
  customer_id uuid not null,
  level text not null check (level in ('customer', 'invoice')),
  -- Null: no workflow.
  to_workflow_id uuid,
  former_workflow_id uuid,
  former_none boolean not null,
  former_by text,
  -- The run that ended by it.
  ended_run_id uuid,
  moved_at timestamptz not null,
  primary key (org_id, move_id, subject_id),
  foreign key (org_id, customer_id) references customer (org_id, id) on delete cascade
);
create index workflow_move_by_time on workflow_move (org_id, moved_at);
select isolate('workflow_move');

-- Where this person is, if it is not where the customer is.
alter table contact add zone text;

-- Somebody has begun to look into it; it holds as before.
alter table dispute add investigating_since timestamptz;
