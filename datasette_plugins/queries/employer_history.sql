-- theme: employers 19
-- parameters: employer since until
with
chosen as (
  select id, label
  from facet_values
  where field = 'employer'
    and (instr(code, lower(:employer)) or instr(lower(label), lower(:employer)))
    and (:employer <> '' or id = (
      select employer from offer_facts where employer is not null group by employer order by count(*) desc, employer limit 1
    ))
  limit 50
),
turns as (
  select f.employer, substr(f.opened_on, 1, 7) as month, 1 as opened, 0 as closed
  from offer_facts f
  where f.employer in (select id from chosen)
  union all
  select f.employer, substr(f.closed_on, 1, 7), 0, 1
  from offer_facts f
  where f.employer in (select id from chosen) and f.closed_on is not null
),
monthly as (
  select employer, month, sum(opened) as opened, sum(closed) as closed from turns group by employer, month
),
added as (
  select *, sum(opened - closed) over (partition by employer order by month) as open_at_end from monthly
)
select
  a.employer as employer_id,
  c.label as employer,
  a.month,
  a.opened,
  a.closed,
  a.open_at_end
from added a
join chosen c on c.id = a.employer
where a.month >= substr(:since, 1, 7)
  and a.month <= coalesce(nullif(substr(:until, 1, 7), ''), '9999')
order by a.month desc, a.opened desc, a.employer
