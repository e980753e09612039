-- Applied after the migrations, at every start: what holds for every table without anybody having to remember it.
do $$
declare t record; act text;
begin
  for t in select c.oid, c.relname, coalesce(obj_description(c.oid), '') as said
           from pg_class c where c.relnamespace = 'kring'::regnamespace and c.relkind = 'r' loop
    if t.said like '[open]%' then continue; end if;
    execute format('alter table kring.%I enable row level security', t.relname);
    execute format('alter table kring.%I force row level security', t.relname);
    execute format('drop policy if exists the_owner on kring.%I', t.relname);
    execute format('create policy the_owner on kring.%I to kring_owner using (current_user = ''kring_owner'') with check (current_user = ''kring_owner'')', t.relname);
    execute format('drop policy if exists someone on kring.%I', t.relname);
    if t.said like '[published]%' then
      -- Anybody reads; only somebody acting in a duty, whom another policy allows it, writes.
      execute format('drop policy if exists everybody on kring.%I', t.relname);
      execute format('create policy everybody on kring.%I for select to kring_app using (true)', t.relname);
      foreach act in array array['insert', 'update', 'delete'] loop
        execute format('drop policy if exists someone_%s on kring.%I', act, t.relname);
        execute format('create policy someone_%s on kring.%I as restrictive for %s to kring_app %s', act, t.relname, act,
          case act when 'insert' then 'with check (kring.duty_id() is not null)' else 'using (kring.duty_id() is not null)' end);
      end loop;
    elsif t.relname <> 'audit_event' then
      execute format('create policy someone on kring.%I as restrictive to kring_app using (kring.person_id() is not null)', t.relname);
    end if;
  end loop;
  -- Sealed words look like noise: trying to press them together, or to find a pattern in them, costs time and gains nothing.
  for t in select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.atttypid = 'bytea'::regtype and a.attstorage <> 'e' and not a.attisdropped
           where c.relnamespace = 'kring'::regnamespace and c.relkind = 'r' loop
    execute format('alter table kring.%1$I alter column %2$I set storage external, alter column %2$I set statistics 0', t.relname, t.attname);
  end loop;
end $$;
revoke all on schema kring from public;
grant usage on schema kring to kring_app;
revoke all on all functions in schema kring from public;
grant execute on all functions in schema kring to kring_app;
