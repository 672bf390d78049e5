-- theme: skills 17
-- parameters: occupation since until
with
chosen as (
  select
    coalesce(
      nullif(:occupation, ''),
      (
        select occupation_code
        from offer_facts
        where occupation_code is not null
        group by occupation_code
        order by count(*) desc, occupation_code
        limit 1
      )
    ) as code
),
these as (
  select f.offer
  from offer_facts f
  where f.occupation_code = (select code from chosen)
    and +f.opened_on >= :since
    and +f.opened_on <= coalesce(nullif(:until, ''), '9999')
),
whole as (select count(*) as offers from these)
select
  chosen.code as occupation_code,
  case :_reader_lang when 'ar' then o.label_ar when 'en' then o.label_en else o.label end as occupation,
  s.skill_code,
  case :_reader_lang when 'ar' then k.label_ar when 'en' then k.label_en else k.label end as skill,
  count(*) as offers,
  round(100.0 * count(*) / whole.offers, 1) as share
from these t
cross join offer_skills s on s.offer = t.offer
cross join whole
cross join chosen
left join skills k on k.code = s.skill_code
left join occupations o on o.code = chosen.code
group by s.skill_code
order by count(*) desc, s.skill_code
limit 100
