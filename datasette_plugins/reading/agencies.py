"""Which employers hire for others: told apart by their newest offers."""

import json
from collections.abc import Sequence
from typing import Any

from offers.facets import word

#: Whether an employer hires for others is read of each offer: most of the newest nine decide.
AGENCIES = """
select m.key as id
from json_each(:matches) m
where (
  select avg(coalesce(o.is_agency, 0))
  from (
    select rowid as id from offer_search where offer_search match m.value
    order by rowid desc limit 9
  ) hit
  join offers o on o.id = hit.id
) > 0.5
"""


async def agencies(db: Any, employers: Sequence[int]) -> set[int]:
    """Choose those that hire for others of EMPLOYERS, given by their numbers among facet_values."""
    matches = json.dumps({str(id): f'facets : "{word(id)}"' for id in employers})
    return {int(row["id"]) for row in (await db.execute(AGENCIES, {"matches": matches})).rows}
