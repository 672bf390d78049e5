-- One line a month and skill: the offers opened in it that ask for the skill, and their share of all that ask for any.
select
  s.month,
  s.skill_code,
  s.offers,
  whole.offers as of_offers,
  round(100.0 * s.offers / whole.offers, 2) as share,
  round(
    100.0 * s.offers / whole.offers - 100.0 * coalesce(before.offers, 0) / whole_before.offers, 2
  ) as change
from skill_months s
join skill_months whole on whole.month = s.month and whole.skill_code = ''
left join skill_months whole_before
  on whole_before.month = strftime('%Y-%m', s.month || '-01', '-1 month') and whole_before.skill_code = ''
left join skill_months before on before.month = whole_before.month and before.skill_code = s.skill_code
where s.skill_code <> ''
