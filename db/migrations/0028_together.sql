-- A child is raised in a forum of the practice package (such as SSPF). A forum is a set of receivers and an agenda, never a right: a row here opens nothing for anybody.

create table kring.forum_raising (
  id uuid primary key,
  matter_id uuid not null,
  branch_id uuid not null,
  forum text not null,
  sealed bytea not null,
  by_duty uuid not null references kring.duty,
  at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references kring.duty,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id),
  constraint forum_raising__ended check ((ended_at is null) = (ended_by is null))
);
comment on table kring.forum_raising is 'That a branch raises a child in a forum of the practice package, in its own matter and for itself alone. forum: an id of way.forums. sealed: {signs, why}. What the other parties are told goes by consent and delivery, as everything else. @model degerforsmodellen 3.5, 9 row 56';
create unique index forum_raising__once on kring.forum_raising (matter_id, forum) where ended_at is null;
create index forum_raising__matter on kring.forum_raising (matter_id);
create policy read_own on kring.forum_raising for select to kring_app using (matter_id = any ((select kring.kept_my_matters())::uuid[]));
create policy write_own on kring.forum_raising for insert to kring_app with check (
  matter_id = any ((select kring.kept_my_matters())::uuid[]) and branch_id = kring.branch_id() and by_duty = kring.duty_id());
create policy end_own on kring.forum_raising for update to kring_app
  using (matter_id = any ((select kring.kept_my_matters())::uuid[]) and ended_at is null) with check (branch_id = kring.branch_id() and ended_by = kring.duty_id());
grant select, insert on kring.forum_raising to kring_app;
grant update (ended_at, ended_by) on kring.forum_raising to kring_app;
