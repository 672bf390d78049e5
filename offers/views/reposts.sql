-- One line an offer that was published anew after an earlier one had closed: both, and the days between.
select
  f.offer,
  f.repost_of,
  f.opened_on,
  earlier.closed_on as earlier_closed_on,
  cast(julianday(f.opened_on) - julianday(earlier.closed_on) as integer) as days_between,
  f.region_code,
  f.sector_code,
  f.contract_code,
  f.employer
from offer_facts f
left join offer_facts earlier on earlier.offer = f.repost_of
where f.repost_of is not null
