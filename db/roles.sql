-- Three roles. kring_owner owns every object and never logs in; kring_migrator may become it; kring_app is the program:
-- no ownership, no BYPASSRLS, no DDL. Run by whoever may create roles, at every start; passwords are set by the program.
do $$
begin
  if not exists (select from pg_roles where rolname = 'kring_owner') then create role kring_owner nologin; end if;
  if not exists (select from pg_roles where rolname = 'kring_migrator') then create role kring_migrator login; end if;
  if not exists (select from pg_roles where rolname = 'kring_app') then create role kring_app login; end if;
end $$;
alter role kring_app nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role kring_app set statement_timeout = '10s';
alter role kring_app set lock_timeout = '4s';
alter role kring_app set idle_in_transaction_session_timeout = '20s';
alter role kring_app set search_path = kring;
alter role kring_app set jit = off;
grant kring_owner to kring_migrator;
