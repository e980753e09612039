-- What consent needs besides the question and its answers: that somebody was reminded.

create table kring.consent_reminder (
  id uuid primary key,
  consent_id uuid not null,
  child_id uuid not null,
  person_id uuid not null references kring.person,
  branch_id uuid not null references kring.branch,
  by_duty uuid not null references kring.duty,
  on_day date not null,
  foreign key (consent_id, child_id) references kring.consent (id, child_id),
  unique (consent_id, person_id, on_day)
);
comment on table kring.consent_reminder is 'That somebody who has not answered was sent another letter. Once a day at most: two who press at the same moment send one. @ground REQ-036';
create index consent_reminder__child on kring.consent_reminder (child_id, on_day);
create policy read_reminder on kring.consent_reminder for select to kring_app using (consent_id = any ((select kring.kept_my_consents())::uuid[]));
create policy note_reminder on kring.consent_reminder for insert to kring_app
  with check (consent_id = any ((select kring.kept_my_consents())::uuid[]) and branch_id = kring.branch_id() and by_duty = kring.duty_id());
grant select, insert on kring.consent_reminder to kring_app;
