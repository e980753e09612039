-- Each row is a fault; the build fails on any. @ground S05
select 'no forced row-level security' as fault, c.relname as place from pg_class c
  where c.relnamespace = 'kring'::regnamespace and c.relkind = 'r' and coalesce(obj_description(c.oid), '') not like '[open]%'
    and not (c.relrowsecurity and c.relforcerowsecurity)
union all
select 'no comment', c.relname from pg_class c
  where c.relnamespace = 'kring'::regnamespace and c.relkind = 'r' and obj_description(c.oid) is null
union all
select 'an open table that carries a person or a child', c.relname from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname in ('child_id', 'person_id', 'matter_id', 'sealed')
  where c.relnamespace = 'kring'::regnamespace and c.relkind = 'r' and (obj_description(c.oid) like '[open]%' or obj_description(c.oid) like '[published]%')
union all
select 'the app reads it and no policy says what', c.relname from pg_class c
  where c.relnamespace = 'kring'::regnamespace and c.relkind = 'r' and c.relrowsecurity
    and has_any_column_privilege('kring_app', c.oid, 'select')
    and not exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive
      and 'kring_app'::regrole = any (p.polroles) and p.polcmd in ('r', '*'))
union all
select 'no index for its policy', c.relname || '.' || a.attname from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname in ('matter_id', 'person_id')
  join pg_policy p on p.polrelid = c.oid and p.polcmd in ('r', '*') and 'kring_app'::regrole = any (p.polroles)
    and pg_get_expr(p.polqual, c.oid) ~ ('\m' || a.attname || '\M *=')
  where c.relnamespace = 'kring'::regnamespace and c.relkind = 'r'
    and not exists (select from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum)
union all
select 'a policy that is always true', c.relname || '.' || p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
  where (pg_get_expr(p.polqual, c.oid) = 'true' or pg_get_expr(p.polwithcheck, c.oid) = 'true')
    and not (p.polname = 'everybody' and p.polcmd = 'r' and obj_description(c.oid) like '[published]%')
union all
select 'no pinned search_path', f.proname from pg_proc f
  where f.pronamespace = 'kring'::regnamespace and not exists (select from unnest(coalesce(f.proconfig, '{}')) s where s like 'search_path=%')
    -- A body bound when it was made names things by what they are; only what runs with more rights than its caller must be pinned all the same.
    and (f.prosqlbody is null or f.prosecdef)
union all
select 'a security definer function open to everybody', f.proname from pg_proc f
  where f.pronamespace = 'kring'::regnamespace and f.prosecdef and has_function_privilege('public', f.oid, 'execute')
union all
select 'the app may change or remove audit lines', 'audit_event' where has_table_privilege('kring_app', 'kring.audit_event', 'update, delete, truncate')
union all
select 'the app owns something', c.relname from pg_class c where c.relowner = 'kring_app'::regrole
union all
select 'the app has too much power', r.rolname from pg_roles r where r.rolname = 'kring_app' and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb)
union all
select 'a view that reads as its owner', c.relname from pg_class c
  where c.relnamespace = 'kring'::regnamespace and c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions), false);
