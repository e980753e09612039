-- Whom a guide is for is told by its circle, from the first segment to the last: the checks of the tables are only the outermost limit. @model row 4
alter table kring.service drop constraint service_min_age_check, drop constraint service_max_age_check, add constraint service__limits check (min_age between -1 and 25 and max_age between -1 and 25);
alter table kring.answer drop constraint answer_min_age_check, drop constraint answer_max_age_check, add constraint answer__limits check (min_age between -1 and 25 and max_age between -1 and 25);
alter table kring.activity drop constraint activity_min_age_check, drop constraint activity_max_age_check, add constraint activity__limits check (min_age between -1 and 25 and max_age between -1 and 25);
alter table kring.segment drop constraint segment_min_age_check, drop constraint segment_max_age_check, add constraint segment__limits check (min_age between -1 and 25 and max_age between -1 and 25);
alter table kring.transition drop constraint transition_at_age_check, add constraint transition__limits check (at_age between 0 and 25);
