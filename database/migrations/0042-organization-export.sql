-- A whole organization as one file: asked for, written by a job, kept for a week.

create table org_export (
  org_id uuid not null default current_org(),
  id uuid not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'expired')),
  rows_done bigint not null default 0,
  rows_total bigint not null default 0,
  size_bytes bigint not null default 0,
  why text,
  started_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- The real clock, for a sandbox's may stand still.
  alive_at timestamptz not null default now(),
  primary key (org_id, id)
);
select isolate('org_export');
