-- Why nothing left, over time: a row only where the reason of a run changes.

-- No key to the run: it is written by the planner for many runs at once, and read by run alone.
create table decision (
  org_id uuid not null default current_org(),
  run_id uuid not null,
  id uuid not null,
  step_id text not null,
  -- What held it from then on; null: nothing any more.
  code text,
  at timestamptz not null,
  primary key (org_id, run_id, id)
);
select isolate('decision');
