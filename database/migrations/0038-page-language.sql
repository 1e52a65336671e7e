-- The language a person reads the pages in; null is the browser's.
alter table account
  add language text check (language in ('en', 'de', 'fr', 'es'));
