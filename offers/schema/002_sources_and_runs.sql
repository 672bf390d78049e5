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
