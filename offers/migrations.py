"""The shape of aggregator.db, step by step. Append; never edit a step that has shipped."""

from pathlib import Path

from sqlite_utils import Database, Migrations

SCHEMA = Path(__file__).with_name("schema")

migration = Migrations("offers")


def _statements(script: str) -> list[str]:
    """Cut SCRIPT at each blank-free line that ends a statement; a trigger's body stays whole.

    executescript would do, but commits the transaction that makes a migration all or nothing.
    """
    found, kept = [], ""
    for line in script.strip().splitlines(keepends=True):
        kept += line
        inside = "create trigger" in kept and not kept.rstrip().endswith("end;")
        if kept.rstrip().endswith(";") and not inside:
            found.append(kept)
            kept = ""
    return found


def _run(db: Database, step: str) -> None:
    for statement in _statements((SCHEMA / f"{step}.sql").read_text("utf-8")):
        db.conn.execute(statement)


@migration()
def m001_vocabularies(db: Database) -> None:
    """The words we know, as tables, so that facets show labels."""
    _run(db, "001_vocabularies")


@migration()
def m002_sources_and_runs(db: Database) -> None:
    """Who publishes, and each reading of them."""
    _run(db, "002_sources_and_runs")


@migration()
def m003_offers(db: Database) -> None:
    """The vacancies, each once; an id that was merged away leads to the one that lives."""
    _run(db, "003_offers")


@migration()
def m004_postings(db: Database) -> None:
    """What each source shows, when it was seen, how it changed, and what was refused."""
    _run(db, "004_postings")


@migration()
def m005_links(db: Database) -> None:
    """Every pair that was judged, with its score and reasons, and what the judging stands on."""
    _run(db, "005_links")


@migration()
def m006_search(db: Database) -> None:
    """Full-text search over offers, cut into words by offers.search on both sides."""
    _run(db, "006_search")


@migration()
def m007_unsettled(db: Database) -> None:
    """The postings whose links changed since offers were last drawn: a killed run goes on there."""
    _run(db, "007_unsettled")


@migration()
def m008_open_offers(db: Database) -> None:
    """The open offers in the orders that the pages list them: without it 100,000 take a second to sort."""
    _run(db, "008_open_offers")


@migration()
def m009_elsewhere(db: Database) -> None:
    """What an employer's list names and no one in Morocco can take: its pages are not read again."""
    _run(db, "009_elsewhere")


@migration()
def m010_understood(db: Database) -> None:
    """What we understand beside what is said: pay, experience, diploma, level, employer, skills …"""
    _run(db, "010_understood")


@migration()
def m011_overrides(db: Database) -> None:
    """What people decided of two postings, kept for ever: by source and ref, which outlive a posting's id."""
    _run(db, "011_overrides")


@migration()
def m012_conflicts_and_kinds(db: Database) -> None:
    """Where postings of one offer differ, and what kind of copy each is: the next merge compares all anew."""
    _run(db, "012_conflicts_and_kinds")


@migration()
def m013_sketches(db: Database) -> None:
    """What postings are compared by is kept, so that a new one meets a million without reading their texts again."""
    _run(db, "013_sketches")


@migration()
def m014_withdrawn(db: Database) -> None:
    """A decision may be withdrawn: by a row of its own, with who and when; nothing is deleted."""
    _run(db, "014_withdrawn")


@migration()
def m015_boilerplate(db: Database) -> None:
    """The lines that a source writes under unlike postings: an offer's excerpt leaves them out."""
    _run(db, "015_boilerplate")


@migration()
def m016_facets(db: Database) -> None:
    """What offers are filtered by stands in the search index: the next merge, or serving, fills it."""
    _run(db, "016_facets")


@migration()
def m017_changes_shown(db: Database) -> None:
    """How a posting changed, without its text: for whoever may not read the text."""
    _run(db, "017_changes_shown")


@migration()
def m018_relived(db: Database) -> None:
    """The offers whose postings closed or came back: whether an offer is closed is asked of them alone."""
    _run(db, "018_relived")


@migration()
def m019_figures(db: Database) -> None:
    """What charts and questions count from, and how many offers were open, opened and closed day by day."""
    _run(db, "019_figures")


@migration()
def m020_questions(db: Database) -> None:
    """Indexes for the questions that would take more than a second of a million offers, and no others."""
    _run(db, "020_questions")


@migration()
def m021_operations(db: Database) -> None:
    """How a run is judged by those before it, what was said of it, who asked us to wait, and who to be left out."""
    _run(db, "021_operations")


@migration()
def m022_verdicts(db: Database) -> None:
    """What each run was worth, also of those before verdicts; the last good one of a source at once."""
    _run(db, "022_verdicts")


@migration()
def m023_purge(db: Database) -> None:
    """What is purged, and which request a posting is passed over for; indexes that find what is due at once."""
    _run(db, "023_purge")


@migration()
def m024_robots(db: Database) -> None:
    """What each host's robots.txt said, for a day."""
    _run(db, "024_robots")
