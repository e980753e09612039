-- Skolnärvaro: where on the ladder a pupil stands, in the matter of the school or of its pupil health, each for itself.

create table kring.attendance_note (
  id uuid primary key,
  matter_id uuid not null,
  branch_id uuid not null,
  noted_on date not null,
  next_on date not null,
  sealed bytea not null,
  by_duty uuid not null references kring.duty,
  at timestamptz not null,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id),
  constraint attendance_note__forward check (next_on >= noted_on)
);
comment on table kring.attendance_note is 'A step of the ladder of school attendance, as somebody noted it in a matter: what was done and when it is looked at again. Never rewritten: a new note says what holds now. sealed: {rung, percent, weeks, done}. @model degerforsmodellen 3.6, 9 row 57';
create index attendance_note__matter on kring.attendance_note (matter_id, noted_on desc, at desc);

-- Only a school, and pupil health for itself, follow a pupil's attendance: each in its own matter, behind its own secrecy.
create function kring.follows_attendance(branch uuid) returns boolean language sql stable security definer set search_path = '' as
$$ select exists (select from kring.branch b where b.id = branch and b.kind in ('school', 'independent-school', 'pupil-health')) $$;
create policy read_own on kring.attendance_note for select to kring_app using (matter_id = any ((select kring.kept_my_matters())::uuid[]));
create policy write_own on kring.attendance_note for insert to kring_app with check (
  matter_id = any ((select kring.kept_my_matters())::uuid[]) and branch_id = kring.branch_id() and by_duty = kring.duty_id() and kring.follows_attendance(branch_id));
grant select, insert on kring.attendance_note to kring_app;
