-- One line an offer: how many days it was open. Where it still is, is_closed is 0 and the days are those so far.
-- We saw it from days_before on: what opened and closed before we read its source is not here.
select
  offer,
  opened_on,
  first_seen_on,
  closed_on,
  cast(julianday(coalesce(closed_on, today.day)) - julianday(opened_on) as integer) as days,
  cast(julianday(first_seen_on) - julianday(opened_on) as integer) as days_before,
  closed_on is not null as is_closed,
  region_code,
  city_code,
  sector_code,
  contract_code,
  employer,
  is_agency
from offer_facts, (select max(day) as day from counted_days) as today
where coalesce(closed_on, today.day) >= first_seen_on
