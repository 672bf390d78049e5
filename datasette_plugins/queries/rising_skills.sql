-- theme: skills 16
-- parameters: month
with
chosen as (
  select
    coalesce(
      nullif(:month, ''),
      (select max(month) from skill_months where month < (select substr(max(day), 1, 7) from counted_days))
    ) as month
),
wholes as (select month, offers from skill_months where skill_code = ''),
now as (
  select s.skill_code, s.offers, 100.0 * s.offers / w.offers as share
  from skill_months s
  join chosen c on c.month = s.month
  join wholes w on w.month = s.month
  where s.skill_code <> ''
),
earlier_whole as (
  select sum(w.offers) as offers
  from wholes w, chosen c
  where w.month < c.month and w.month >= strftime('%Y-%m', c.month || '-01', '-3 months')
),
earlier as (
  select s.skill_code, sum(s.offers) as offers
  from skill_months s, chosen c
  where s.month < c.month and s.month >= strftime('%Y-%m', c.month || '-01', '-3 months') and s.skill_code <> ''
  group by s.skill_code
)
select
  chosen.month,
  n.skill_code,
  case :_reader_lang when 'ar' then k.label_ar when 'en' then k.label_en else k.label end as skill,
  n.offers,
  round(n.share, 2) as share,
  round(100.0 * coalesce(e.offers, 0) / w.offers, 2) as share_before,
  round(n.share - 100.0 * coalesce(e.offers, 0) / w.offers, 2) as points
from now n
cross join chosen
cross join earlier_whole w
left join earlier e on e.skill_code = n.skill_code
left join skills k on k.code = n.skill_code
where n.offers >= 5 and w.offers > 0
order by points desc, n.skill_code
limit 100
