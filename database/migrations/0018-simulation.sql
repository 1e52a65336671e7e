-- What the future would bring: simulations as they were asked for, and what each of their days holds.

create table simulation (
  org_id uuid not null default current_org(),
  id uuid not null,
  -- Version, days, scenario and minutes, as contract/simulation.ts has them.
  wish jsonb not null,
  title text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'cancelled',
    'failed')),
  customers_done integer not null default 0,
  customers_total integer not null default 0,
  -- Tallies of every day, however many lines were kept.
  result jsonb,
  why text,
  started_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id, id)
);
create index simulation_by_time on simulation (org_id, started_at desc, id);

-- One action of one day; or a run that stands still from `day` until `until_day`.
create table simulation_line (
  org_id uuid not null default current_org(),
  simulation_id uuid not null,
  day date not null,
  place integer not null,
  kind text not null check (kind in ('action', 'held')),
  until_day date not null,
  customer_id uuid not null,
  detail jsonb not null,
  primary key (org_id, simulation_id, day, place),
  foreign key (org_id, simulation_id) references simulation (org_id, id) on delete cascade
);
create index simulation_line_held on simulation_line (org_id, simulation_id, until_day)
  where kind = 'held';

select isolate(name::regclass) from unnest(array['simulation', 'simulation_line']) as name;
