-- One line a day, region, sector and contract: offers open at the day's last run, and what changed since the day before.
select
  day,
  nullif(region_code, '') as region_code,
  nullif(sector_code, '') as sector_code,
  nullif(contract_code, '') as contract_code,
  open,
  opened,
  found,
  reopened,
  closed,
  corrected
from day_counts
