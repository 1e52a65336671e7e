-- Tells a database from its copies. The counterpart is a file in DATA_DIR, so a database that comes
-- back from a backup, or runs a second time elsewhere, does not fit to it.
create table instance (
  is_only boolean primary key default true check (is_only),
  id text not null,
  -- New at each start of a process: an older dump of the same instance has an older one.
  epoch text not null
);
alter table instance enable row level security;
alter table instance force row level security;
create policy installation_only on instance
  using ((select is_installation())) with check ((select is_installation()));
-- Since when this organization is known to be a copy that nobody has yet said to be the only one.
alter table organization add column copied_at timestamptz;
