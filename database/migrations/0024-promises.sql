-- Promises have terms of their own, give way to newer ones, and steps may follow a broken one.

alter table organization
  add promise_grace_days int not null default 0 check (promise_grace_days between 0 and 30),
  add promise_tolerance_percent int not null default 0
    check (promise_tolerance_percent between 0 and 20);

-- The terms are kept with the promise: a setting that changes later does not judge it anew.
alter table promise
  add grace_days int not null default 0 check (grace_days between 0 and 30),
  add last_on date generated always as (promised_on + grace_days) stored,
  add tolerance_minor bigint not null default 0 check (tolerance_minor >= 0),
  add holds_collection boolean not null default true,
  drop constraint promise_state_check,
  add constraint promise_state_check check (state in ('active', 'kept', 'partly_kept', 'broken',
    'superseded', 'cancelled'));
create index promise_unkept on promise (org_id, customer_id)
  where state in ('broken', 'partly_kept');
create index promise_of_invoice on promise (org_id, invoice_id, promised_on);

-- What payments that stand brought to its invoice while it could be kept.
create function paid_for(p promise) returns bigint language sql stable as $$
  select coalesce(sum(a.amount_minor), 0)::bigint from allocation a
    join payment y on y.org_id = a.org_id and y.id = a.payment_id and y.state = 'cleared'
  where a.org_id = p.org_id and a.invoice_id = p.invoice_id
    and a.allocated_on between p.made_on and p.last_on
$$;

-- What of it is left alone on a day: what came already is no longer open.
create function held_by(p promise, today date) returns bigint language sql stable as $$
  select case when p.state = 'active' and p.holds_collection and p.last_on >= today
    then greatest(0, p.amount_minor - paid_for(p)) else 0 end
$$;

alter table dispute
  add due_on date,
  add note text not null default '',
  add credit_note_id uuid,
  add foreign key (org_id, credit_note_id) references credit_note (org_id, id);
create index dispute_settled on dispute (org_id, customer_id, closed_at) where state <> 'open';
