-- Applied after the migrations, at every start: what holds for every table without anybody having to remember it.
do $$
declare t record;
begin
  for t in select c.oid, c.relname, coalesce(obj_description(c.oid), '') as said
           from pg_class c where c.relnamespace = 'kring'::regnamespace and c.relkind = 'r' loop
    if t.said like '[open]%' then continue; end if;
    execute format('alter table kring.%I enable row level security', t.relname);
    execute format('alter table kring.%I force row level security', t.relname);
    execute format('drop policy if exists the_owner on kring.%I', t.relname);
    execute format('create policy the_owner on kring.%I to kring_owner using (current_user = ''kring_owner'') with check (current_user = ''kring_owner'')', t.relname);
    if t.relname <> 'audit_event' then
      execute format('drop policy if exists someone on kring.%I', t.relname);
      execute format('create policy someone on kring.%I as restrictive to kring_app using (kring.person_id() is not null)', t.relname);
    end if;
  end loop;
end $$;
revoke all on schema kring from public;
grant usage on schema kring to kring_app;
revoke all on all functions in schema kring from public;
grant execute on all functions in schema kring to kring_app;
