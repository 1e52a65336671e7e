-- An import is prepared step by step, runs as a job that may be left, and can be undone for a day.

alter table import drop constraint import_state_check;
alter table import
  add constraint import_state_check check (state in ('uploading', 'draft', 'checking', 'checked',
    'queued', 'running', 'done', 'failed', 'cancelled', 'undone')),
  add size_bytes bigint not null default 0,
  add received_bytes bigint not null default 0,
  add file_hash text,
  add row_count integer,
  -- What a person chose, what the file shows, and what the check found.
  add wish jsonb not null default '{}',
  add survey jsonb,
  add checked jsonb,
  add warned_count integer not null default 0,
  add missing_count integer not null default 0,
  -- Whoever works on it says so again and again; the real clock, for a sandbox's may stand still.
  add worker text,
  add leased_until timestamptz,
  add queued_at timestamptz,
  add undone_at timestamptz;
create index import_to_work_on on import (org_id, queued_at)
  where state in ('checking', 'queued', 'running');
create index import_by_file on import (org_id, file_hash) where file_hash is not null;

alter table import_error add level text not null default 'error'
  check (level in ('error', 'warning'));

-- Which column was what, by the headings of the file: offered again with the next such file.
create table import_mapping (
  org_id uuid not null default current_org(),
  kind text not null,
  headings text not null,
  wish jsonb not null,
  used_at timestamptz not null,
  primary key (org_id, kind, headings)
);
select isolate('import_mapping');

-- Open invoices that a full list did not name. A person decides what becomes of them.
create table import_missing (
  org_id uuid not null default current_org(),
  import_id uuid not null,
  invoice_id uuid not null,
  primary key (org_id, import_id, invoice_id),
  foreign key (org_id, import_id) references import (org_id, id)
);
select isolate('import_missing');

-- The import in whose transaction we are, if any.
create function current_import() returns uuid language sql stable
  as $$ select nullif(current_setting('app.import_id', true), '')::uuid $$;

alter table invoice alter import_id set default current_import(),
  add custom_fields jsonb not null default '{}';
alter table payment alter import_id set default current_import();
alter table credit_note alter import_id set default current_import();
alter table customer add import_id uuid default current_import(),
  add custom_fields jsonb not null default '{}';

-- What an import added, changed and took away, in its order: kept for as long as it can be undone.
create table import_change (
  org_id uuid not null default current_org(),
  import_id uuid not null,
  place bigint generated always as identity,
  noun text not null,
  did text not null check (did in ('added', 'changed', 'removed')),
  row_ids uuid[] not null default '{}',
  -- Of a changed row what was and what became; of rows without an id the rows.
  was jsonb,
  became jsonb,
  primary key (org_id, import_id, place)
);
select isolate('import_change');

create function note_imported() returns trigger language plpgsql as $$
begin
  insert into import_change (import_id, noun, did, row_ids)
    select current_import(), tg_table_name, 'added', array_agg(id) from given having count(*) > 0;
  return null;
end $$;

create function note_imported_addresses() returns trigger language plpgsql as $$
begin
  insert into import_change (import_id, noun, did, became)
    select current_import(), tg_table_name,
      case tg_op when 'INSERT' then 'added' else 'removed' end, jsonb_agg(to_jsonb(given))
    from given having count(*) > 0;
  return null;
end $$;

create function note_import_change() returns trigger language plpgsql as $$
begin
  insert into import_change (import_id, noun, did, row_ids, was, became)
    select current_import(), tg_table_name, 'changed', array[old.id],
      jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, n.value)
    from jsonb_each(to_jsonb(old)) o join jsonb_each(to_jsonb(new)) n on n.key = o.key
    where o.value <> n.value and o.key <> 'updated_at' having count(*) > 0;
  return null;
end $$;

create trigger customer_imported after insert on customer referencing new table as given
  for each statement when (current_import() is not null) execute function note_imported();
create trigger contact_imported after insert on contact referencing new table as given
  for each statement when (current_import() is not null) execute function note_imported();
create trigger invoice_imported after insert on invoice referencing new table as given
  for each statement when (current_import() is not null) execute function note_imported();
create trigger payment_imported after insert on payment referencing new table as given
  for each statement when (current_import() is not null) execute function note_imported();
create trigger credit_note_imported after insert on credit_note referencing new table as given
  for each statement when (current_import() is not null) execute function note_imported();
create trigger allocation_imported after insert on allocation referencing new table as given
  for each statement when (current_import() is not null) execute function note_imported();
create trigger address_imported after insert on contact_address referencing new table as given
  for each statement when (current_import() is not null)
  execute function note_imported_addresses();
create trigger address_taken_by_import after delete on contact_address
  referencing old table as given for each statement when (current_import() is not null)
  execute function note_imported_addresses();

-- By columns, so that the planner's own marks on customers wake nothing.
create trigger customer_changed_by_import after update of reference, name, country, zone, locale,
  street, postcode, city, debtor_kind, wished_channel, wished_by, wished_on, parent_id, collect_at,
  group_id, chosen_workflow_id, no_workflow, chosen_by, custom_fields on customer
  for each row when (current_import() is not null) execute function note_import_change();
create trigger contact_changed_by_import after update on contact
  for each row when (current_import() is not null) execute function note_import_change();
create trigger invoice_changed_by_import after update on invoice
  for each row when (current_import() is not null) execute function note_import_change();
create trigger payment_changed_by_import after update on payment
  for each row when (current_import() is not null) execute function note_import_change();

-- What an import allocated is taken back with it, while nobody was contacted because of it.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('app.removing_org', true) = old.org_id::text then
    return old;
  end if;
  if tg_op = 'DELETE' and tg_table_name = 'allocation'
    and current_setting('app.undoing_org', true) = old.org_id::text then
    return old;
  end if;
  if tg_op = 'UPDATE' and current_setting('app.erasing_org', true) = old.org_id::text then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name;
end $$;
