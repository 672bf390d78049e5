-- One line a pair of sources: how many offers both show; a source with itself: how many it shows, and it alone.
select
  p.one,
  p.other,
  p.offers,
  p.open,
  case when p.one = p.other then p.alone end as alone,
  case when p.one = p.other then p.open_alone end as open_alone,
  round(100.0 * case when p.one = p.other then p.alone else p.offers end / a.offers, 2) as share_of_one,
  round(100.0 * case when p.one = p.other then p.alone else p.offers end / b.offers, 2) as share_of_other
from source_pairs p
join source_pairs a on a.one = p.one and a.other = p.one
join source_pairs b on b.one = p.other and b.other = p.other
