-- What the lists of customers and invoices sort, filter and search by, views that people save, and
-- deeds on many at once that can be taken back.

-- The figures a list of customers is sorted by. They are worked out when a list is read, for those
-- that were marked since: a trigger knows that something changed, but not which day it is.
create table customer_figures (
  org_id uuid not null default current_org(),
  customer_id uuid not null,
  name_key text not null,
  is_stale boolean not null default true,
  -- In the organization's own currency.
  open_minor bigint not null default 0,
  -- Likewise; 0: overdue in others only, −1: nothing is overdue.
  overdue_minor bigint not null default -1,
  open_count int not null default 0,
  -- Over all currencies.
  oldest_due_on date not null default 'infinity',
  -- From the day after this one on, more is overdue than these figures say.
  right_until date not null default 'infinity',
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id) on delete cascade
) with (fillfactor = 80);
create index figures_by_name on customer_figures (org_id, name_key, customer_id);
create index figures_by_overdue on customer_figures (org_id, overdue_minor, customer_id);
create index figures_by_open on customer_figures (org_id, open_minor, customer_id);
create index figures_by_due on customer_figures (org_id, oldest_due_on, customer_id);
create index figures_stale on customer_figures (org_id, customer_id) where is_stale;
create index figures_to_renew on customer_figures (org_id, right_until)
  where right_until < 'infinity';
select isolate('customer_figures');

-- Found by the beginnings of words, by the same policy as messages (0009): a search that a
-- row-level policy would keep from its index is the policy itself.
create table customer_search (
  org_id uuid not null default current_org(),
  customer_id uuid not null,
  words tsvector not null,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id) on delete cascade
);
create index customer_search_words on customer_search using gin (words);
select isolate('customer_search');
create policy only_by_search on customer_search as restrictive for select
  using (words @@ searching());

-- Lower case without the accents that people leave out when they type.
create function folded(given text) returns text language sql immutable
  as $$ select translate(lower(given),
    'àáâãäåçèéêëìíîïñòóôõöøùúûüýÿšžőűłćńśźżęąčřůěďťň' || 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸŠŽŐŰŁĆŃŚŹŻĘĄČŘŮĚĎŤŇ',
    repeat('aaaaaaceeeeiiiinoooooouuuuyyszoulcnszzeacruedtn', 2)) $$;
create function customer_words(c customer) returns tsvector language sql immutable as $$
  select array_to_tsvector(array_append(array(
    select distinct left(word, 200) from (select folded(concat_ws(' ', c.reference, c.name, c.city)))
        as t (whole),
      regexp_split_to_table(whole || ' ' || translate(whole, '@._-+/\:;,#()<>"''=&*',
        repeat(' ', 22)), '\s+') as word
    where word <> ''), org_word(c.org_id)))
$$;

create function add_to_lists() returns trigger language plpgsql as $$
begin
  insert into customer_figures (org_id, customer_id, name_key)
    select org_id, id, lower(name) from added;
  insert into customer_search (org_id, customer_id, words)
    select a.org_id, a.id, customer_words(a.*::customer) from added a;
  return null;
end $$;
create trigger customer_added after insert on customer referencing new table as added
  for each statement execute function add_to_lists();

create function change_in_lists() returns trigger language plpgsql as $$
begin
  update customer_figures set name_key = lower(new.name)
    where org_id = new.org_id and customer_id = new.id;
  -- A query that everything fits, so that the row may be seen for this one change.
  perform set_config('app.searching', '!''-''', true);
  update customer_search set words = customer_words(new)
    where org_id = new.org_id and customer_id = new.id;
  perform set_config('app.searching', '', true);
  return null;
end $$;
create trigger customer_renamed after update of name, reference, city on customer for each row
  when (old.name <> new.name or old.reference <> new.reference or old.city <> new.city)
  execute function change_in_lists();

create function mark_figures_added() returns trigger language plpgsql as $$
begin
  update customer_figures f set is_stale = true
    from (select distinct org_id, customer_id from added) a
    where f.org_id = a.org_id and f.customer_id = a.customer_id and not f.is_stale;
  return null;
end $$;
create trigger invoice_added after insert on invoice referencing new table as added
  for each statement execute function mark_figures_added();
create function mark_figures_changed() returns trigger language plpgsql as $$
begin
  update customer_figures f set is_stale = true
    from (select distinct n.org_id, x.customer_id from changed n
      join former o on o.org_id = n.org_id and o.id = n.id
      cross join lateral (values (n.customer_id), (o.customer_id)) x (customer_id)
      where (n.customer_id, n.open_minor, n.state, n.due_on, n.currency)
        is distinct from (o.customer_id, o.open_minor, o.state, o.due_on, o.currency)) a
    where f.org_id = a.org_id and f.customer_id = a.customer_id and not f.is_stale;
  return null;
end $$;
create trigger invoice_changed after update on invoice
  referencing old table as former new table as changed
  for each statement execute function mark_figures_changed();

-- An organization that changes its currency has every figure in another one.
create function mark_all_figures() returns trigger language plpgsql as $$
begin
  update customer_figures set is_stale = true where org_id = new.org_id and not is_stale;
  return null;
end $$;
create trigger organization_currency after update of currency on organization for each row
  when (old.currency <> new.currency) execute function mark_all_figures();

create index customer_by_contact on customer
  (org_id, (coalesce(last_contact_on, '-infinity'::date)), id);
create index customer_by_owner on customer (org_id, owner_id) where owner_id is not null;
create index action_held on action (org_id, held_code, customer_id)
  where state = 'open' and held_code is not null;

-- An invoice is looked for by how its number begins, or ends: INV-204, or only 204.
alter table invoice add number_tail text generated always as (reverse(upper(number))) stored;
create index invoice_by_number on invoice (org_id, number collate "C", id);
create index invoice_by_tail on invoice (org_id, number_tail collate "C");
create index invoice_by_open on invoice (org_id, currency, open_minor, id)
  where open_minor > 0 and state = 'open';
create index invoice_by_issue on invoice (org_id, issued_on, id);
create index invoice_closed on invoice (org_id, due_on, id) where open_minor = 0 or state <> 'open';

-- A view is a filter with a name: one's own, or everybody's.
create table saved_view (
  org_id uuid not null default current_org(),
  id uuid not null,
  list text not null check (list in ('customers', 'invoices')),
  name text not null check (length(name) between 1 and 60),
  -- As it stands in the address.
  filter jsonb not null,
  owner_id text not null,
  is_shared boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id)
);
create index saved_view_of_list on saved_view (org_id, list, created_at, id);
select isolate('saved_view');

-- How one person wants to see a list.
create table list_look (
  org_id uuid not null default current_org(),
  user_id text not null,
  list text not null check (list in ('customers', 'invoices')),
  default_view_id uuid,
  columns text[],
  density text not null default 'normal' check (density in ('normal', 'compact')),
  primary key (org_id, user_id, list),
  foreign key (org_id, default_view_id) references saved_view (org_id, id)
    on delete set null (default_view_id)
);
create index list_look_of_view on list_look (org_id, default_view_id)
  where default_view_id is not null;
select isolate('list_look');

-- What a deed on many was, and what was there before, for a day in which it can be taken back.
create table bulk_deed (
  org_id uuid not null default current_org(),
  id uuid not null,
  kind text not null check (kind in ('owner', 'pause')),
  before jsonb not null,
  done_by text not null,
  done_at timestamptz not null,
  undone_at timestamptz,
  primary key (org_id, id)
);
create index bulk_deed_by_day on bulk_deed (org_id, done_at);
select isolate('bulk_deed');

do $$
declare one uuid;
begin
  perform set_config('app.installation', 'on', true);
  for one in select org_id from organization loop
    perform set_config('app.org_id', one::text, true);
    insert into customer_figures (org_id, customer_id, name_key)
      select org_id, id, lower(name) from customer;
    insert into customer_search (org_id, customer_id, words)
      select c.org_id, c.id, customer_words(c) from customer c;
  end loop;
  perform set_config('app.org_id', '', true);
  perform set_config('app.installation', '', true);
end $$;
