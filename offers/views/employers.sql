-- One line an employer: its offers, whether open still or not, and when the first and the last were opened.
select
  v.id,
  v.label as name,
  count(*) as offers,
  sum(f.closed_on is null) as open,
  min(f.opened_on) as first_opened_on,
  max(f.opened_on) as last_opened_on,
  max(f.is_agency) as is_agency
from offer_facts f
join facet_values v on v.id = f.employer
group by f.employer
