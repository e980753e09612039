-- A whole word weighs more than the parts of a compound: the parts are looked for in Swedish only, where they are words ("barn" in a text of
-- another language is rare, and so it seemed to tell much), and what says a word in several ways of its own is nearer than what says it once.

create or replace function kring.find_items(asked jsonb, tongues jsonb, of_shelf text, at_most integer)
returns table (item text, score real) language sql stable set search_path = kring, pg_temp as $$
  with said as materialized (
    select t.language, t.trust, w.nth, w.word, w.whole, array(select jsonb_array_elements_text(w.trigrams)) as trigrams, s.stem is not null as tells,
      coalesce(s.stem, w.word) as term, case when s.stem is null then 0.5 * w.weight else w.weight end as weight
    from jsonb_to_recordset(tongues) as t(language text, trust real), jsonb_to_recordset(asked) as w(nth integer, word text, weight real, whole boolean, trigrams jsonb),
      lateral (select stem(t.language, w.word)) as s(stem)
    where w.whole or (s.stem is not null and t.language in ('sv', 'easy'))),
  known as materialized (select s.language, s.trust, s.nth, s.term, s.weight * t.rarity as strength, t.rarity, s.whole from said s join search_term t on t.language = s.language and t.term = s.term),
  guessed as (
    select s.language, s.trust, s.nth, n.term, s.weight * n.rarity * n.likeness * n.likeness as strength, n.rarity, true as whole from said s
    cross join lateral (
      select w.term, max(t.rarity) as rarity, max(w.likeness) as likeness from (
        select language, x.term, shared::real / (cardinality(x.trigrams) + cardinality(s.trigrams) - shared) as likeness from search_word x
          cross join lateral (select count(*) as shared from unnest(x.trigrams) a where a = any (s.trigrams)) c
          where x.language = s.language and x.trigrams && s.trigrams and abs(cardinality(x.trigrams) - cardinality(s.trigrams)) <= 4) w
        join search_term t on t.language = w.language and t.term = w.term
        where w.likeness > 0.38 group by w.term order by likeness desc limit 3) n
    where s.whole and s.tells and char_length(s.word) >= 4 and not exists (select from known k where k.language = s.language and k.nth = s.nth and k.whole)),
  meant as (select * from known union all select * from guessed),
  lengths as (select language, sqrt(sum(strength ^ 2)) as length from (
      select s.language, s.nth, coalesce(max(m.strength), 3) as strength from said s left join meant m using (language, nth)
      where s.whole group by s.language, s.nth, s.tells having bool_or(s.tells) or max(m.strength) > 0) each_word group by language)
  select p.item, (max(p.score) * (1 + 0.03 * least(3, count(*) filter (where p.score >= 0.8 * p.best) - 1)))::real from (
    select p.*, max(p.score) over (partition by p.item) as best from (
      select p.item, p.id, sum(m.strength * g.weight * m.rarity) / (p.norm * l.length) * m.trust * p.boost as score
      from meant m join search_posting g on g.language = m.language and g.term = m.term join search_phrase p on p.id = g.phrase_id
        join lengths l on l.language = m.language
      where p.shelf is null or p.shelf = of_shelf
      group by p.id, m.language, m.trust, l.length) p) p
  group by p.item order by 2 desc limit at_most
$$;
