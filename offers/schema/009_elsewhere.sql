create table elsewhere (
    source text not null references sources (name),
    ref text not null,
    listed_hash text,
    seen_on text not null,
    primary key (source, ref)
) without rowid;
