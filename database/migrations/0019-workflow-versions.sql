-- Workflow versions: what is published never changes, every publishing can be taken back for a
-- while, and who follows which workflow has a reason.

-- Who saved a draft and when; a version that was taken back keeps its number and says so.
alter table workflow_version
  add column saved_at timestamptz,
  add column saved_by text,
  add column withdrawn_at timestamptz,
  add column withdrawn_by text;

create function refuse_published_change() returns trigger language plpgsql as $$
begin
  if old.published_at is null then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  if tg_op = 'DELETE' and current_setting('app.removing_org', true) = old.org_id::text then
    return old;
  end if;
  -- Only the mark that it was taken back may be added, once.
  if tg_op = 'UPDATE' and old.withdrawn_at is null
    and to_jsonb(new) - 'withdrawn_at' - 'withdrawn_by'
      = to_jsonb(old) - 'withdrawn_at' - 'withdrawn_by' then
    return new;
  end if;
  raise exception 'a published workflow_version never changes';
end $$;
create trigger workflow_version_immutable before update or delete on workflow_version
  for each row execute function refuse_published_change();

alter table workflow
  -- Nothing automatic of it leaves before this moment: the time in which publishing can be undone.
  add column quiet_until timestamptz,
  -- Where its customers went when it was archived; null: nowhere, or not archived.
  add column successor_id uuid;

alter table run
  -- The step a run goes on at after it was moved to another version; null: behind the last closed
  -- one, `$end`: behind all of them. A restart forgets it.
  add column start_step_id text,
  -- Days of the run that stood here before under another workflow: the delay carries over.
  add column carried_contact_on date,
  add column carried_reply_on date;

-- A workflow's runs are moved in order of their ids; runs that are over are found by customer.
create index runs_of_workflow on run (org_id, workflow_id, id) where ended_at is null;
create index runs_that_ended on run (org_id, customer_id) where ended_at is not null;

-- One publishing, kept so that it can be taken back exactly.
create table publication (
  org_id uuid not null default current_org(),
  id uuid not null,
  workflow_id uuid not null,
  version_id uuid not null,
  former_version_id uuid,
  former_quiet_until timestamptz,
  runs text not null check (runs in ('keep', 'migrate')),
  published_at timestamptz not null,
  published_by text not null,
  quiet_until timestamptz not null,
  undone_at timestamptz,
  undone_by text,
  primary key (org_id, id),
  foreign key (org_id, workflow_id) references workflow (org_id, id),
  foreign key (org_id, version_id) references workflow_version (org_id, id)
);
create index publication_of_workflow on publication (org_id, workflow_id, published_at desc);
select isolate('publication');

-- Where each run stood before it was moved, and its open actions as they were.
create table publication_run (
  org_id uuid not null default current_org(),
  publication_id uuid not null,
  run_id uuid not null,
  version_id uuid not null,
  start_step_id text,
  epoch int not null,
  open_actions jsonb not null default '[]',
  primary key (org_id, publication_id, run_id),
  foreign key (org_id, publication_id) references publication (org_id, id),
  foreign key (org_id, run_id) references run (org_id, id)
);
select isolate('publication_run');

-- How the chosen workflow was chosen. What a person chose is never moved by a rule.
alter table customer add column chosen_by text check (chosen_by in ('hand', 'rule'));
alter table invoice add column chosen_by text check (chosen_by in ('hand', 'rule'));
update customer set chosen_by = 'hand' where chosen_workflow_id is not null or no_workflow;
update invoice set chosen_by = 'hand' where chosen_workflow_id is not null or no_workflow;

-- Ordered rules per level: the first that fits says which workflow a new customer (or invoice)
-- follows. Filters are ANDed, values in one filter ORed.
create table assignment_rule (
  org_id uuid not null default current_org(),
  id uuid not null,
  level text not null check (level in ('customer', 'invoice')),
  position int not null,
  name text not null check (length(name) between 1 and 100),
  workflow_id uuid not null,
  filters jsonb not null,
  created_at timestamptz not null,
  -- Who came before this moment is only moved when somebody asks for it.
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (org_id, id),
  unique (org_id, level, position) deferrable initially deferred,
  foreign key (org_id, workflow_id) references workflow (org_id, id)
);
select isolate('assignment_rule');
