-- One line a day (Morocco's: an hour before UTC's, but in Ramadan) and source: postings met for the first time, closed and open again, as its runs counted them.
select
  date(ended_at, '+1 hour') as day,
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
