-- A search that understands everyday words. It knows nothing of what it finds: phrases in a language, each leading to an item. All of it is
-- made from other tables and can be made again.

create table kring.search_phrase (
  id bigint generated always as identity primary key,
  item text not null,
  shelf text,
  language text not null,
  boost real not null
);
comment on table kring.search_phrase is '[published] Something that may be asked, or is said of an item. shelf: only found by who looks on that shelf; on every shelf when missing.';
create index search_phrase__item on kring.search_phrase (item);

create table kring.search_posting (
  phrase_id bigint not null references kring.search_phrase on delete cascade,
  language text not null,
  term text not null,
  shelf text not null,
  weight real not null,
  impact real not null,
  primary key (phrase_id, term)
);
comment on table kring.search_posting is '[published] Which phrases a stem stands in, as a word of its own (weight 1) or as part of a compound (less). shelf: the phrase''s, empty for every shelf. impact: how much it is of what the phrase says; what a stem says most of is read first.';
create index search_posting__term on kring.search_posting (language, term, shelf, impact desc) include (phrase_id);

create table kring.search_word (
  language text not null,
  word text not null,
  term text not null,
  trigrams text[] not null,
  primary key (language, word)
);
comment on table kring.search_word is '[published] The words of all phrases, with their stems and their groups of three letters: what is misspelt is the word it shares most of them with.';
create index search_word__trigrams on kring.search_word using gin (trigrams);

create table kring.search_term (
  language text not null,
  term text not null,
  rarity real not null,
  primary key (language, term)
);
comment on table kring.search_term is '[published] How much a stem tells: the fewer phrases it stands in, the more.';

-- The stem of a word; nothing for a word that is in every sentence, which then stands for itself and weighs little ("he hits me" is not
-- "I hit"). A language without a stemmer keeps the word as it is.
create function kring.stem(of_language text, word text) returns text language sql immutable parallel safe set search_path = pg_catalog as $$
  select case
    when of_language in ('sv', 'easy') then case
      -- "skolan" and "pappan" are "skola" and "pappa", which the stemmer does not see.
      when word like '___%an' and ts_lexize('swedish_stem', word) <> '{}' then (ts_lexize('swedish_stem', left(word, -1)))[1]
      else (ts_lexize('swedish_stem', word))[1] end
    when of_language = 'en' then (ts_lexize('english_stem', word))[1]
    when of_language = 'fi' then (ts_lexize('finnish_stem', word))[1]
    when of_language = 'ar' then (ts_lexize('arabic_stem', word))[1]
    -- For these there is no stemmer: the commonest endings are taken off, if three letters are left.
    when of_language = 'uk' then regexp_replace(word, '(?<=...)(ого|ому|ими|ами|ями|ові|еві|ові|ості|ість|ий|ій|их|им|ою|ею|ів|їв|ах|ях|ам|ям|ом|ем|ти|ть|ла|ли|і|ї|а|я|у|ю|и|е|о|ь|й)$', '')
    when of_language = 'so' then regexp_replace(word, '(?<=...)(kayga|kaaga|kiisa|keeda|teeda|tayda|tiisa|aygu|ayga|ayda|eeda|iisa|gaygu|hayga|yaasha|yaal|kii|tii|gii|dii|kan|tan|gan|dan|sha|ka|ta|ga|da|ha|ku|tu|gu|du|hu|yo|o|a)$', '')
    when of_language = 'fa' then regexp_replace(word, '(?<=...)(هایم|هایت|هایش|های|ها|ام|ات|اش|ان|م|ت|ش|ی)$', '')
    else word end
$$;

-- Adds phrases. Each: {item, shelf, language, boost, words: [{word, weight, trigrams}]}.
create function kring.add_phrases(phrases jsonb) returns void language plpgsql volatile set search_path = kring, pg_temp as $$
begin
  with given as (select nextval(pg_get_serial_sequence('kring.search_phrase', 'id')) as id, p.* from jsonb_to_recordset(phrases) as p(item text, shelf text, language text, boost real, words jsonb)),
    said as (insert into search_phrase (id, item, shelf, language, boost) overriding system value select id, item, shelf, language, boost from given returning id),
    spoken as materialized (select g.id, g.language, coalesce(g.shelf, '') as shelf, g.boost, w.word, w.weight, w.trigrams, stem(g.language, w.word) as stem
      from given g join said using (id), jsonb_to_recordset(g.words) as w(word text, weight real, trigrams jsonb)),
    learnt as (insert into search_word (language, word, term, trigrams)
      select distinct on (language, word) language, word, stem, array(select jsonb_array_elements_text(trigrams)) from spoken where stem is not null and weight = 1
      on conflict (language, word) do nothing)
  insert into search_posting (phrase_id, language, term, shelf, weight, impact)
    select id, language, term, shelf, max(weight), max(weight * boost) from (
      select id, language, coalesce(stem, word) as term, shelf, boost, case when stem is null then 0.5 * weight else weight end as weight from spoken where stem is not null or weight = 1) s
    group by id, language, term, shelf;
end $$;

-- Works out how much each stem is of what its phrase says: its weight, of the length of the phrase's vector of stems. What moves by less
-- than a hundredth stays as it is.
create function kring.weigh_phrases(phrases bigint[]) returns void language sql volatile set search_path = kring, pg_temp as $$
  update search_posting g set impact = l.impact from (
    select g.phrase_id, g.term, (g.weight * p.boost / sqrt(sum((g.weight * t.rarity) ^ 2) over (partition by g.phrase_id)))::real as impact
      from search_phrase p join search_posting g on g.phrase_id = p.id join search_term t on t.language = g.language and t.term = g.term where phrases is null or p.id = any (phrases)) l
    where l.phrase_id = g.phrase_id and l.term = g.term and abs(g.impact - l.impact) > 0.01 * l.impact
$$;

-- Works out anew how much each stem tells, and weighs every phrase.
create function kring.settle_search() returns void language plpgsql volatile set search_path = kring, pg_temp as $$
begin
  delete from search_term;
  insert into search_term (language, term, rarity)
    select g.language, g.term, ln(1 + n.phrases::real / count(*)) from search_posting g
      join (select language, count(*) as phrases from search_phrase group by language) n using (language) group by g.language, g.term, n.phrases;
  delete from search_word w where not exists (select from search_term t where t.language = w.language and t.term = w.term);
  perform weigh_phrases(null);
end $$;

-- Weighs what has just been added, and leaves the rest as it is: a stem nobody had used tells as much as one that stands in a single
-- phrase. `settle_search` weighs everything anew.
create function kring.settle_items(items text[]) returns void language plpgsql volatile set search_path = kring, pg_temp as $$
declare added bigint[] := array(select p.id from search_phrase p where p.item = any (items));
begin
  insert into search_term (language, term, rarity)
    select distinct g.language, g.term, ln(1 + n.phrases::real) from search_posting g
      join (select language, count(*) as phrases from search_phrase group by language) n using (language)
    where g.phrase_id = any (added) on conflict (language, term) do nothing;
  perform weigh_phrases(added);
end $$;

-- The items that come nearest to what was asked, best first: the cosine between the question and the item's nearest phrase. A word that no
-- phrase has is taken for the words it is most like, unless another of the languages has it. The parts of a compound are looked for in
-- Swedish only, where they are words ("barn" in a text of another language is rare, and so would seem to tell much); what says a word in several
-- ways of its own is nearer than what says it once.
-- `sure` is the part of the nearness that rests on whole words, known or all but spelt right.
-- However much there is to find, no more is read than the phrases that say most of each word; the nearest of them are then weighed by all their words.
create function kring.find_items(asked jsonb, tongues jsonb, of_shelf text, at_most integer)
returns table (item text, score real, sure real) language sql stable set search_path = kring, pg_temp set plan_cache_mode = force_generic_plan as $$
  with said as materialized (
    select t.language, t.trust, w.nth, w.word, w.whole, array(select jsonb_array_elements_text(w.trigrams)) as trigrams, s.stem is not null as tells,
      coalesce(s.stem, w.word) as term, case when s.stem is null then 0.5 * w.weight else w.weight end as weight
    from jsonb_to_recordset(tongues) as t(language text, trust real), jsonb_to_recordset(asked) as w(nth integer, word text, weight real, whole boolean, swedish boolean, trigrams jsonb),
      lateral (select stem(t.language, w.word) offset 0) as s(stem)
    where case when w.swedish then s.stem is not null and t.language in ('sv', 'easy') when w.swedish is false then t.language not in ('sv', 'easy') else true end),
  -- Each is looked up by its key: a question has few words, which the planner cannot know.
  known as materialized (select s.language, s.trust, s.nth, s.term, s.weight * t.rarity as strength, t.rarity, s.whole, s.whole as sure from said s
    cross join lateral (select x.rarity from search_term x where x.language = s.language and x.term = s.term limit 1) t),
  guessed as (
    select s.language, s.trust, s.nth, n.term, s.weight * n.rarity * n.likeness * n.likeness as strength, n.rarity, true as whole, n.likeness >= 0.5 as sure from said s
    cross join lateral (
      select w.term, max(t.rarity) as rarity, max(w.likeness) as likeness from (
        select language, x.term, shared::real / (cardinality(x.trigrams) + cardinality(s.trigrams) - shared) as likeness from search_word x
          cross join lateral (select count(*) as shared from unnest(x.trigrams) a where a = any (s.trigrams)) c
          where x.language = s.language and x.trigrams && s.trigrams and abs(cardinality(x.trigrams) - cardinality(s.trigrams)) <= 4) w
        join search_term t on t.language = w.language and t.term = w.term
        where w.likeness > 0.38 group by w.term order by likeness desc limit 3) n
    where s.whole and s.tells and char_length(s.word) >= 4 and not exists (select from known k where k.nth = s.nth and k.whole )),
  meant as materialized (select * from known union all select * from guessed),
  lengths as (select language, sqrt(sum(strength ^ 2)) as length from (
      select s.language, s.nth, coalesce(max(m.strength), 3) as strength from said s left join meant m using (language, nth)
      where s.whole group by s.language, s.nth, s.tells having bool_or(s.tells) or max(m.strength) > 0) each_word group by language),
  pulling as materialized (select m.language, m.term, sum(m.strength * m.rarity / l.length * m.trust) as pull,
    coalesce(sum(m.strength * m.rarity / l.length * m.trust) filter (where m.sure), 0) as sure_pull from meant m join lengths l using (language) group by m.language, m.term),
  first as materialized (
    select g.phrase_id from pulling m cross join unnest(array_remove(array['', of_shelf], null)) as s(shelf)
      cross join lateral (select x.phrase_id, x.impact from search_posting x where x.language = m.language and x.term = m.term and x.shelf = s.shelf order by x.impact desc limit 300) g
    group by g.phrase_id order by sum(m.pull * g.impact) desc limit 300),
  near as materialized (
    select g.phrase_id, sum(m.pull * g.impact) as score, coalesce(sum(m.sure_pull * g.impact) filter (where g.weight >= 0.5), 0) as sure from first f join search_posting g on g.phrase_id = f.phrase_id join pulling m on m.language = g.language and m.term = g.term group by g.phrase_id)
  select p.item, (max(p.score) * (1 + 0.03 * least(3, count(*) filter (where p.score >= 0.8 * p.best) - 1)))::real, max(p.sure)::real from (
    select s.*, max(s.score) over (partition by s.item) as best from (select p.item collate "C" as item, n.score, n.sure from near n join search_phrase p on p.id = n.phrase_id) s) p
  group by p.item order by 2 desc limit at_most
$$;

-- Whoever may change what is searched keeps the search in step with it.
do $$
declare t text;
begin
  foreach t in array array['search_phrase', 'search_posting', 'search_word', 'search_term'] loop
    execute format('create policy keep_in_step on kring.%I for all to kring_app using (kring.duty_id() is not null) with check (kring.duty_id() is not null)', t);
    execute format('grant select, insert, update, delete on kring.%I to kring_app', t);
  end loop;
end $$;
grant usage on sequence kring.search_phrase_id_seq to kring_app;
