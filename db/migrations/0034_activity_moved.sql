-- One time of an activity is held on another day, or at another hour, than its rule says.

create table kring.activity_move (
  activity_id uuid not null references kring.activity on delete cascade,
  from_on date not null,
  to_on date not null,
  from_time text not null check (from_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  to_time text not null check (to_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  reason text not null,
  primary key (activity_id, from_on),
  unique (activity_id, to_on),
  constraint activity_move__times check (from_time < to_time)
);
comment on table kring.activity_move is '[published] One time that is held on another day, or at another hour. from_on: the day that the rule says. @ground RFC 5545 3.8.4.4';
create policy keep_moves on kring.activity_move for all to kring_app using (kring.keeps_activity(activity_id)) with check (kring.keeps_activity(activity_id));
grant select, insert, update, delete on kring.activity_move to kring_app;

-- Whoever has signed up for the day comes on the other one, is reminded of that, and is kept as much longer.
create function kring.move_sign_ups(which uuid, day date, to_day date, erase date) returns void language sql volatile security definer set search_path = '' as
$$ update kring.activity_sign_up set on_day = to_day, erase_on = erase, reminded_for = null where activity_id = which and on_day = day and kring.keeps_activity(which) $$;

alter table kring.activity_change drop constraint activity_change__what, drop constraint activity_change__day;
alter table kring.activity_change add constraint activity_change__what check (what in
  ('published', 'edited', 'checked', 'taken-down', 'put-back', 'called-off', 'held-after-all', 'moved', 'joined', 'left', 'parted'));
alter table kring.activity_change add constraint activity_change__day check ((on_day is not null) = (what in ('called-off', 'held-after-all', 'moved')));
