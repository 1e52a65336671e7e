-- What opening a received file may do, judged when it came in; and where it stood in its message.
alter table attachment
  add column risk text not null default 'safe'
    check (risk in ('safe', 'caution', 'dangerous')),
  add column risk_why text,
  -- Without angle brackets: pictures in the HTML are found by it.
  add column content_id text,
  add column disposition text check (disposition in ('attachment', 'inline'));

-- Who spoke SMTP to us, for SPF: only a real connection tells; empty for other ways in.
alter table inbound_mail
  add column remote_ip text not null default '',
  add column helo text not null default '';
