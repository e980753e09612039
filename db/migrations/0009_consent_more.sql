-- What consent needs besides the question and its answers: that somebody was reminded, that it may end, and what a birthday changes.

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

create table kring.consent_let_end (
  id uuid primary key,
  consent_id uuid not null references kring.consent,
  matter_id uuid not null,
  branch_id uuid not null,
  by_duty uuid not null references kring.duty,
  at timestamptz not null,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id),
  unique (matter_id, consent_id)
);
comment on table kring.consent_let_end is 'That those who work with a matter need a consent no longer than to its last day. It changes nothing about the consent: it only says that somebody has seen that it ends. @ground REQ-044';
create index consent_let_end__consent on kring.consent_let_end (consent_id);
create policy read_own on kring.consent_let_end for select to kring_app using (matter_id = any ((select kring.kept_my_matters())::uuid[]));
create policy write_own on kring.consent_let_end for insert to kring_app with check (
  matter_id = any ((select kring.kept_my_matters())::uuid[]) and branch_id = kring.branch_id() and by_duty = kring.duty_id()
  and consent_id = any ((select kring.kept_my_consents())::uuid[]));
grant select, insert on kring.consent_let_end to kring_app;

create table kring.age_review (
  id uuid primary key,
  matter_id uuid not null,
  branch_id uuid not null,
  age integer not null check (age between 1 and 18),
  sealed bytea not null,
  by_duty uuid not null references kring.duty,
  at timestamptz not null,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id),
  unique (matter_id, age)
);
comment on table kring.age_review is 'What was gone through when the child reached an age, and what was decided. That it is due is worked out from the day of birth, never stored. sealed: {outcomes, words}. @ground REQ-050';
create policy read_own on kring.age_review for select to kring_app using (matter_id = any ((select kring.kept_my_matters())::uuid[]));
create policy write_own on kring.age_review for insert to kring_app with check (
  matter_id = any ((select kring.kept_my_matters())::uuid[]) and branch_id = kring.branch_id() and by_duty = kring.duty_id());
grant select, insert on kring.age_review to kring_app;
