-- What makes the daily work quick: keys of one’s own, and answers put off to an hour.

-- Single keys can be off, and each shortcut can have other keys.
alter table member
  add has_single_keys boolean not null default true,
  add own_keys jsonb not null default '{}';

-- An answer that was put off may come back at an hour of its day.
alter table reply_action add returns_at timestamptz;
