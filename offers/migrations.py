"""The shape of aggregator.db, step by step. Append; never edit a step that has shipped."""

from pathlib import Path

from sqlite_utils import Database, Migrations

SCHEMA = Path(__file__).with_name("schema")

migration = Migrations("offers")

VOCABULARIES = """
create table vocabularies (name text primary key, sha1 text not null);
create table regions (code text primary key, label text not null, label_ar text, label_en text);
create table cities (
    code text primary key, label text not null, label_ar text, label_en text,
    region_code text references regions (code)
);
create table contracts (code text primary key, label text not null, label_ar text, label_en text);
create table work_modes (code text primary key, label text not null, label_ar text, label_en text);
create table languages (code text primary key, label text not null, label_ar text, label_en text);
"""

SOURCES_AND_RUNS = """
create table sources (
    name text primary key,
    title text not null,
    kind text not null,
    url text,
    terms text,
    added_at text not null
);
create table runs (
    id integer primary key,
    source text not null references sources (name),
    started_at text not null,
    ended_at text,
    outcome text,
    cause text,
    complete integer not null default 0,
    requests integer not null default 0,
    listed integer not null default 0,
    new integer not null default 0,
    changed integer not null default 0,
    unchanged integer not null default 0,
    closed integer not null default 0,
    reopened integer not null default 0,
    rejected integer not null default 0,
    stats text
);
create index runs_by_source on runs (source, started_at);
"""

OFFERS = """
create table offers (
    id integer primary key autoincrement,
    title text not null,
    company text,
    city_code text references cities (code),
    city_codes text not null default '[]',
    region_code text references regions (code),
    contract_code text references contracts (code),
    remote_code text references work_modes (code),
    language text references languages (code),
    salary text,
    experience text,
    diploma text,
    sector text,
    positions text,
    excerpt text,
    published_on text,
    deadline_on text,
    first_seen text not null,
    closed_on text,
    postings integer not null,
    sources integer not null,
    field_source text not null default '{}',
    updated_at text not null
);
create index offers_by_city on offers (city_code, closed_on);
create index offers_by_contract on offers (contract_code, closed_on);
create index offers_by_published on offers (closed_on, published_on);
create table offer_aliases (
    id integer primary key,
    offer integer not null references offers (id),
    since text not null
);
create index offer_aliases_by_offer on offer_aliases (offer);
"""

POSTINGS = """
create table postings (
    id integer primary key,
    source text not null references sources (name),
    ref text not null,
    url text not null,
    title text not null,
    company text, city text, region text, contract text, remote text, sector text,
    occupation text, experience text, diploma text, skills text, languages text, salary text,
    positions text, reference text, published text, deadline text, apply_url text,
    description text,
    city_code text references cities (code),
    city_codes text not null default '[]',
    region_code text references regions (code),
    contract_code text references contracts (code),
    remote_code text references work_modes (code),
    language text references languages (code),
    published_on text,
    deadline_on text,
    content_hash text not null,
    listed_hash text,
    first_seen text not null,
    closed_on text,
    closed_why text,
    run integer not null references runs (id),
    offer integer references offers (id),
    unique (source, ref)
);
create index postings_by_url on postings (source, url);
create index postings_by_offer on postings (offer);
create table seen (
    posting integer primary key references postings (id) on delete cascade,
    last_seen text not null,
    run integer not null references runs (id),
    missed integer not null default 0
) without rowid;
create table posting_versions (
    id integer primary key,
    posting integer not null references postings (id) on delete cascade,
    run integer not null references runs (id),
    seen_at text not null,
    changes text not null
);
create index posting_versions_by_posting on posting_versions (posting);
create table rejects (
    id integer primary key,
    run integer not null references runs (id),
    source text not null references sources (name),
    url text,
    reason text not null,
    payload text not null,
    rejected_at text not null
);
create index rejects_by_run on rejects (run);
"""

LINKS = """
create table links (
    left integer not null references postings (id) on delete cascade,
    right integer not null references postings (id) on delete cascade,
    score real not null,
    verdict text not null,
    why text not null,
    model text not null,
    judged_at text not null,
    primary key (left, right)
) without rowid;
create index links_by_right on links (right);
create table judged (
    posting integer primary key references postings (id) on delete cascade,
    content_hash text not null
) without rowid;
create table blocks (
    block integer not null,
    posting integer not null references postings (id) on delete cascade,
    primary key (block, posting)
) without rowid;
create index blocks_by_posting on blocks (posting);
"""

SEARCH = """
create table offer_words (
    id integer primary key references offers (id) on delete cascade,
    title text not null, company text not null, place text not null, body text not null
);
create virtual table offer_search using fts5 (
    title, company, place, body, content='offer_words', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='3'
);
create trigger offer_words_insert after insert on offer_words begin
    insert into offer_search (rowid, title, company, place, body)
    values (new.id, new.title, new.company, new.place, new.body);
end;
create trigger offer_words_delete after delete on offer_words begin
    insert into offer_search (offer_search, rowid, title, company, place, body)
    values ('delete', old.id, old.title, old.company, old.place, old.body);
end;
create trigger offer_words_update after update on offer_words begin
    insert into offer_search (offer_search, rowid, title, company, place, body)
    values ('delete', old.id, old.title, old.company, old.place, old.body);
    insert into offer_search (rowid, title, company, place, body)
    values (new.id, new.title, new.company, new.place, new.body);
end;
"""


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


def _run(db: Database, script: str) -> None:
    for statement in _statements(script):
        db.conn.execute(statement)


@migration()
def m001_vocabularies(db: Database) -> None:
    """The words we know, as tables, so that facets show labels."""
    _run(db, VOCABULARIES)


@migration()
def m002_sources_and_runs(db: Database) -> None:
    """Who publishes, and each reading of them."""
    _run(db, SOURCES_AND_RUNS)


@migration()
def m003_offers(db: Database) -> None:
    """The vacancies, each once; an id that was merged away leads to the one that lives."""
    _run(db, OFFERS)


@migration()
def m004_postings(db: Database) -> None:
    """What each source shows, when it was seen, how it changed, and what was refused."""
    _run(db, POSTINGS)


@migration()
def m005_links(db: Database) -> None:
    """Every pair that was judged, with its score and reasons, and what the judging stands on."""
    _run(db, LINKS)


@migration()
def m006_search(db: Database) -> None:
    """Full-text search over offers, cut into words by offers.search on both sides."""
    _run(db, SEARCH)


@migration()
def m007_unsettled(db: Database) -> None:
    """The postings whose links changed since offers were last drawn: a killed run goes on there."""
    _run(
        db,
        "create table unsettled (posting integer primary key references postings (id) on delete cascade);",
    )


@migration()
def m008_open_offers(db: Database) -> None:
    """The open offers in the orders that the pages list them: without it 100,000 take a second to sort."""
    _run(
        db,
        """
create index open_offers_by_day on offers (coalesce(published_on, substr(first_seen, 1, 10)), id)
    where closed_on is null;
create index open_offers_by_deadline on offers (deadline_on, id) where closed_on is null;
""",
    )


@migration()
def m009_elsewhere(db: Database) -> None:
    """What an employer's list names and no one in Morocco can take: its pages are not read again."""
    _run(
        db,
        """
create table elsewhere (
    source text not null references sources (name),
    ref text not null,
    listed_hash text,
    seen_on text not null,
    primary key (source, ref)
) without rowid;
""",
    )


@migration()
def m010_understood(db: Database) -> None:
    """What we understand beside what is said: pay, experience, diploma, level, employer, skills …"""
    _run(db, (SCHEMA / "010_understood.sql").read_text("utf-8"))
