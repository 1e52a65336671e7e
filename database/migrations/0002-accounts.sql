-- Accounts and sessions belong to the installation, for a person may work in several
-- organizations. No tenant's transaction sees a row of them: only one opened for the installation.

create table account (
  user_id text primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  -- scrypt$N$r$p$salt$hash
  password_hash text not null,
  created_at timestamptz not null
);

create table session (
  -- Of the token in the cookie; the token itself is not kept.
  token_hash text primary key,
  user_id text not null references account (user_id),
  active_org_id uuid,
  created_at timestamptz not null,
  seen_at timestamptz not null
);
create index session_of_user on session (user_id);

alter table account enable row level security;
alter table account force row level security;
alter table session enable row level security;
alter table session force row level security;
create policy installation_only on account
  using ((select is_installation())) with check ((select is_installation()));
create policy installation_only on session
  using ((select is_installation())) with check ((select is_installation()));
