-- The list of first steps is put away by a person; it can be brought back.
alter table organization
  add column started_at timestamptz,
  add column started_by text;
