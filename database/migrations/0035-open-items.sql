-- The open invoices of a customer as one text: read by the planner, forgotten when they change.

-- A cache: any row may be missing, none may be old. It is filled while the customer is locked.
create table open_items (
  org_id uuid not null default current_org(),
  customer_id uuid not null,
  lines text not null,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id) on delete cascade
);
select isolate('open_items');

-- What stands there: an array an invoice, in an order that is always the same.
create function open_lines(customer uuid) returns text stable language sql as $$
  select coalesce(json_agg(json_build_array(id, number, currency, total_minor, open_minor, issued_on,
    due_on, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by id),
    '[]')::text
  from invoice where org_id = current_org() and customer_id = customer
    and open_minor > 0 and state = 'open'
$$;

-- Whoever changes an invoice waits here for a planner that has the customer in hand, which may just
-- be filling from what it read before.
create function forget_open_items(customers uuid[]) returns void language plpgsql as $$
begin
  perform from customer where org_id = current_org() and id = any(customers)
    order by id for no key update;
  delete from open_items where org_id = current_org() and customer_id = any(customers);
end $$;

create function invoices_came() returns trigger language plpgsql as $$
begin
  perform forget_open_items(array_agg(distinct customer_id)) from added having count(*) > 0;
  return null;
end $$;
create trigger open_items_added after insert on invoice
  referencing new table as added for each statement execute function invoices_came();

create function invoices_changed() returns trigger language plpgsql as $$
begin
  perform forget_open_items(array_agg(distinct x.customer_id)) from (
    select unnest(array[b.customer_id, a.customer_id]) as customer_id
    from before b join after a on a.org_id = b.org_id and a.id = b.id
    where (b.customer_id, b.number, b.currency, b.total_minor, b.open_minor, b.issued_on, b.due_on,
        b.state, b.created_at)
      is distinct from (a.customer_id, a.number, a.currency, a.total_minor, a.open_minor,
        a.issued_on, a.due_on, a.state, a.created_at)) x
  having count(*) > 0;
  return null;
end $$;
create trigger open_items_changed after update on invoice
  referencing old table as before new table as after
  for each statement execute function invoices_changed();

create function invoices_went() returns trigger language plpgsql as $$
begin
  perform forget_open_items(array_agg(distinct customer_id)) from gone having count(*) > 0;
  return null;
end $$;
create trigger open_items_gone after delete on invoice
  referencing old table as gone for each statement execute function invoices_went();
