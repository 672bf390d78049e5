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
