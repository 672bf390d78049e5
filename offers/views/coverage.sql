-- One line a source: of its open postings, the share (in percent) of which we know each field.
-- postings.known has a bit a field, in this order.
select
  source,
  sum(n) as postings,
  round(100.0 * sum(n * (known >> 0 & 1)) / sum(n), 1) as employer,
  round(100.0 * sum(n * (known >> 1 & 1)) / sum(n), 1) as city,
  round(100.0 * sum(n * (known >> 2 & 1)) / sum(n), 1) as region,
  round(100.0 * sum(n * (known >> 3 & 1)) / sum(n), 1) as contract,
  round(100.0 * sum(n * (known >> 4 & 1)) / sum(n), 1) as working_time,
  round(100.0 * sum(n * (known >> 5 & 1)) / sum(n), 1) as work_mode,
  round(100.0 * sum(n * (known >> 6 & 1)) / sum(n), 1) as experience,
  round(100.0 * sum(n * (known >> 7 & 1)) / sum(n), 1) as diploma,
  round(100.0 * sum(n * (known >> 8 & 1)) / sum(n), 1) as level,
  round(100.0 * sum(n * (known >> 9 & 1)) / sum(n), 1) as positions,
  round(100.0 * sum(n * (known >> 10 & 1)) / sum(n), 1) as salary,
  round(100.0 * sum(n * (known >> 11 & 1)) / sum(n), 1) as language,
  round(100.0 * sum(n * (known >> 12 & 1)) / sum(n), 1) as languages_asked,
  round(100.0 * sum(n * (known >> 13 & 1)) / sum(n), 1) as sector,
  round(100.0 * sum(n * (known >> 14 & 1)) / sum(n), 1) as occupation,
  round(100.0 * sum(n * (known >> 15 & 1)) / sum(n), 1) as isco,
  round(100.0 * sum(n * (known >> 16 & 1)) / sum(n), 1) as skills,
  round(100.0 * sum(n * (known >> 17 & 1)) / sum(n), 1) as published,
  round(100.0 * sum(n * (known >> 18 & 1)) / sum(n), 1) as deadline,
  round(100.0 * sum(n * (known >> 19 & 1)) / sum(n), 1) as apply,
  round(100.0 * sum(n * (known >> 20 & 1)) / sum(n), 1) as text
from (select source, known, count(*) as n from postings where closed_on is null group by source, known)
group by source
order by source
