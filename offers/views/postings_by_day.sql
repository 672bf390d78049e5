-- One line a day and source: postings met for the first time, closed and open again, as its runs counted them.
select
  substr(ended_at, 1, 10) as day,
  source,
  count(*) as runs,
  max(complete) as complete,
  sum(listed) as listed,
  sum(new) as new,
  sum(changed) as changed,
  sum(closed) as closed,
  sum(reopened) as reopened,
  sum(rejected) as rejected
from runs
where ended_at is not null
group by 1, 2
