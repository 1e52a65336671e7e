-- One promise may be over several invoices, and a dispute that is late asks its owner once.

-- Rows of one promise share its group; one over a single invoice has none.
alter table promise
  add group_id uuid,
  -- Of the rows of one broken promise the one whose invoice asks what became of it.
  add carries boolean not null default true;
create index promise_of_group on promise (org_id, group_id) where group_id is not null;

-- The task that was opened when the day passed; it is closed with the dispute.
alter table dispute
  add late_task_id uuid,
  add foreign key (org_id, late_task_id) references action (org_id, id);
create index dispute_due on dispute (org_id, due_on) where state = 'open' and due_on is not null;
create index dispute_tasks on dispute (org_id, late_task_id) where late_task_id is not null;
