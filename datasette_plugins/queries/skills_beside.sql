-- theme: skills 15
-- parameters: skill
with
totals as (select skill_code, sum(offers) as offers from skill_months group by skill_code),
chosen as (
  select code from skills where lower(:skill) in (code, lower(label), lower(label_ar), lower(label_en))
  union all
  select code
  from (select skill_code as code from totals where :skill = '' and skill_code <> '' order by offers desc, skill_code limit 1)
),
beside as (
  select a.skill_code as one, b.skill_code as other, count(*) as offers
  from offer_skills a
  join offer_skills b on b.offer = a.offer and b.skill_code <> a.skill_code
  where a.skill_code in (select code from chosen)
  group by 1, 2
)
select
  b.one as skill_code,
  case :_reader_lang when 'ar' then x.label_ar when 'en' then x.label_en else x.label end as skill,
  b.other as beside_code,
  case :_reader_lang when 'ar' then y.label_ar when 'en' then y.label_en else y.label end as beside,
  b.offers,
  round(100.0 * b.offers / one.offers, 1) as share,
  round(1.0 * b.offers * every.offers / one.offers / other.offers, 2) as lift
from beside b
join totals one on one.skill_code = b.one
join totals other on other.skill_code = b.other
join totals every on every.skill_code = ''
left join skills x on x.code = b.one
left join skills y on y.code = b.other
where b.offers >= 5
order by b.offers desc, b.one, b.other
limit 100
