-- What the inbox lists and searches. Each index holds one view in the order it is shown, so that a
-- page costs the same with a hundred messages as with a million.

-- Whether a customer has opened no newer answer: one that was replied to waits for them only as
-- long. Kept here, because asking each of a hundred thousand handled ones would be a walk.
alter table reply_action add column is_newest boolean not null default true;
create index reply_action_newest on reply_action (org_id, customer_id, opened_at desc, id desc);
create function mark_newest_reply() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update reply_action set is_newest = false
      where org_id = new.org_id and customer_id = new.customer_id and is_newest and id <> new.id;
  else
    update reply_action set is_newest = true where org_id = old.org_id and id = (
      select id from reply_action where org_id = old.org_id and customer_id = old.customer_id
      order by opened_at desc, id desc limit 1);
  end if;
  return null;
end $$;
create trigger reply_action_supersedes after insert or delete on reply_action
  for each row execute function mark_newest_reply();

-- Handled answers, newest first: those that wait for the customer, and those that wait for nobody.
create index reply_action_waiting on reply_action
  (org_id, coalesce(closed_at, opened_at) desc, id desc)
  where state in ('replied', 'replied_elsewhere', 'snoozed') and is_newest;
create index reply_action_done on reply_action
  (org_id, coalesce(closed_at, opened_at) desc, id desc)
  where state <> 'open' and (state in ('ignored', 'paused') or not is_newest);

create index message_to_match on message (org_id, at desc, id desc)
  where customer_id is null and direction = 'in' and kind = 'human';
create index message_automated on message (org_id, at desc, id desc)
  where direction = 'in' and kind not in ('human', 'bounce', 'not_ours');
create index message_bounce on message (org_id, at desc, id desc)
  where direction = 'in' and kind = 'bounce';
-- Answers that were only recorded, because the organization lets answers hold nothing.
create index message_recorded on message (org_id, at desc, id desc)
  where direction = 'in' and kind = 'human' and reply_action_id is null and customer_id is not null;

-- The words of messages. A word is searched over an index only when row-level security allows it:
-- PostgreSQL does not trust `@@` with rows that the caller may not see. So the search itself is the
-- policy: a row is seen by whoever works in its organization and asks for its words, and the index
-- serves that policy. Every row also holds its organization as a word, which makes the one index
-- without org_id in front as narrow as if it had it.
create table message_search (
  org_id uuid not null default current_org(),
  message_id uuid not null,
  at timestamptz not null,
  words tsvector not null,
  primary key (org_id, message_id),
  foreign key (org_id, message_id) references message (org_id, id) on delete cascade
);
create index message_search_words on message_search using gin (words);
select isolate('message_search');
create function searching() returns tsquery language sql stable
  as $$ select nullif(current_setting('app.searching', true), '')::tsquery $$;
create policy only_by_search on message_search as restrictive for select
  using (words @@ searching());

create function org_word(org uuid) returns text language sql immutable
  as $$ select 'org' || replace(org::text, '-', '') $$;

-- Addresses and numbers are taken apart, so that `buyer` finds bea@buyer.example and `204` finds
-- INV-204. What a machine wrote for us is known by its subject; its text is a template's.
create function message_words(m message) returns tsvector language sql immutable as $$
  select to_tsvector('simple', translate(left(concat_ws(' ', m.subject, m.from_name, m.from_address,
      array_to_string(m.to_addresses[1:20], ' '), case
        when m.direction = 'in' then coalesce(nullif(m.reply_text, ''), m.body_text)
        when m.author_id is not null then m.body_text end), 20000),
      '@._-+/\:;,#()<>"''=&*', repeat(' ', 22)))
    || array_to_tsvector(array[org_word(m.org_id)])
$$;

create function add_message_words() returns trigger language plpgsql as $$
begin
  insert into message_search (org_id, message_id, at, words)
    select m.org_id, m.id, m.at, message_words(m.*::message) from added m;
  return null;
end $$;
create trigger message_words_added after insert on message referencing new table as added
  for each statement execute function add_message_words();

create function change_message_words() returns trigger language plpgsql as $$
begin
  -- A query that everything fits, so that the row may be seen for this one change.
  perform set_config('app.searching', '!''-''', true);
  update message_search set words = message_words(new)
    where org_id = new.org_id and message_id = new.id;
  perform set_config('app.searching', '', true);
  return null;
end $$;
create trigger message_words_changed after update of subject, body_text, reply_text on message
  for each row execute function change_message_words();

do $$
declare one uuid;
begin
  perform set_config('app.installation', 'on', true);
  for one in select org_id from organization loop
    perform set_config('app.org_id', one::text, true);
    insert into message_search (org_id, message_id, at, words)
      select m.org_id, m.id, m.at, message_words(m) from message m;
    update reply_action r set is_newest = false where exists (select from reply_action n
      where n.org_id = r.org_id and n.customer_id = r.customer_id
        and (n.opened_at, n.id) > (r.opened_at, r.id));
  end loop;
  perform set_config('app.org_id', '', true);
  perform set_config('app.installation', '', true);
end $$;
