-- Activities are written by the unit that runs them, published when it is ready, and kept with what has been done to them.

alter table kring.activity
  add column email text not null default '',
  add column place_note text not null default '',
  add column place_link text not null default '',
  add column review_months integer not null default 6 check (review_months between 1 and 24);
comment on column kring.activity.place_note is 'Where it is in words: the room, the way in, or the whole place when it has none in the list.';
comment on column kring.activity.review_months is 'How often its unit looks at whether it is still right. @ground U40';

-- A unit is let into a guide by whoever keeps it, with a card. It may then tell of its own activities there, and of nobody else's.
create function kring.fills_guide(which uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select kring.duty_id() is not null and exists (select from kring.guide g where g.id = which and (g.unit_id = kring.unit_id()
    or exists (select from kring.service s where s.guide_id = g.id and s.unit_id = kring.unit_id() and s.status <> 'ended')
    or exists (select from kring.activity a where a.guide_id = g.id and a.unit_id = kring.unit_id())))
$$;
create policy publish_activity on kring.activity for insert to kring_app with check (unit_id = kring.unit_id() and kring.fills_guide(guide_id));
grant insert, update (kinds, email, place_note, place_link, review_months) on kring.activity to kring_app;

create table kring.activity_draft (
  id uuid primary key,
  unit_id uuid not null references kring.unit,
  guide_id uuid not null references kring.guide,
  form jsonb not null,
  by_duty uuid not null references kring.duty,
  changed_at timestamptz not null,
  version integer not null default 1
);
comment on table kring.activity_draft is 'An activity that its unit is writing and that nobody else reads until it is published. form: what has been answered so far. Nothing in it is about a person.';
create index activity_draft__unit on kring.activity_draft (unit_id);
create policy write_own_drafts on kring.activity_draft for all to kring_app using (unit_id = kring.unit_id()) with check (unit_id = kring.unit_id() and kring.fills_guide(guide_id));
grant select, insert, update, delete on kring.activity_draft to kring_app;
create function kring.draft_facts(which uuid) returns table (organises boolean) language sql stable security definer set search_path = '' as
$$ select coalesce(d.unit_id = kring.unit_id(), false) from kring.activity_draft d where d.id = which $$;

create table kring.activity_change (
  id uuid primary key,
  activity_id uuid not null references kring.activity on delete cascade,
  at timestamptz not null,
  by_duty uuid not null references kring.duty,
  what text not null check (what in ('published', 'edited', 'checked', 'taken-down', 'put-back', 'called-off', 'held-after-all')),
  on_day date,
  before jsonb,
  constraint activity_change__day check ((on_day is not null) = (what in ('called-off', 'held-after-all'))),
  constraint activity_change__before check ((before is not null) <= (what in ('edited', 'taken-down', 'put-back')))
);
comment on table kring.activity_change is 'What has been done to an activity, by whom. before: what stood there, so that any version can be read again.';
create index activity_change__activity on kring.activity_change (activity_id, at);
create policy read_activity_changes on kring.activity_change for select to kring_app using (kring.keeps_activity(activity_id));
create policy log_activity_change on kring.activity_change for insert to kring_app with check (kring.keeps_activity(activity_id) and by_duty = kring.duty_id());
grant select, insert on kring.activity_change to kring_app;
