-- theme: sources 34
-- parameters: source
with
pairs as (
  select one, other, offers, share_of_one as share from source_overlap where one <> other
  union all
  select other, one, offers, share_of_other from source_overlap where one <> other
)
select
  p.one as source_code,
  a.title as source,
  p.other as other_code,
  b.title as other_source,
  p.offers,
  round(p.share, 1) as share
from pairs p
join sources a on a.name = p.one
join sources b on b.name = p.other
where :source = '' or p.one = :source
order by p.offers desc, p.one, p.other
limit 500
