-- Answers are edited where they are: every change is kept with who and when, and a text in another language says when the Swedish has moved on.

alter table kring.answer_text add column follows integer not null default 1;
comment on column kring.answer_text.follows is 'The version of the Swedish text that this one says the same as. Behind it, readers are told.';

create table kring.answer_change (
  id uuid primary key,
  answer_id uuid not null references kring.answer on delete cascade,
  at timestamptz not null,
  by_duty uuid not null references kring.duty,
  what text not null check (what in ('added', 'edited', 'checked', 'ended')),
  language text,
  version integer not null,
  before jsonb,
  constraint answer_change__edited check ((what = 'edited') = (language is not null)),
  constraint answer_change__before check ((before is not null) <= (what = 'edited'))
);
comment on table kring.answer_change is 'What has been done to an answer, by whom. before: the text as it stood, so that any version can be read again. @model degerforsmodellen 2.5 R5';
create index answer_change__answer on kring.answer_change (answer_id, at);
create policy read_answer_changes on kring.answer_change for select to kring_app using ((select kring.keeps_guide()));
create policy log_answer_change on kring.answer_change for insert to kring_app with check ((select kring.keeps_guide()) and by_duty = kring.duty_id());
grant select, insert on kring.answer_change to kring_app;
