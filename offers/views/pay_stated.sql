-- One line an offer that states its pay in dirhams: dirhams a month, of 191 hours; see pay_tax for net or gross.
select
  offer,
  opened_on,
  closed_on,
  region_code,
  city_code,
  sector_code,
  contract_code,
  occupation_code,
  diploma_code,
  experience_min,
  coalesce(pay_min, pay_max) as pay_min,
  coalesce(pay_max, pay_min) as pay_max,
  (coalesce(pay_min, pay_max) + coalesce(pay_max, pay_min)) / 2.0 as pay,
  pay_tax
from offer_facts
where pay_min is not null or pay_max is not null
