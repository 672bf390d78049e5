"""Ask the database, and get rows by the names of their columns."""

from typing import Any


async def rows(db: Any, sql: str, **bound: Any) -> list[dict[str, Any]]:
    """Run SQL with the values BOUND to its names."""
    return [dict(row) for row in (await db.execute(sql, bound)).rows]
