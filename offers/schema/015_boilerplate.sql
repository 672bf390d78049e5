create table boilerplate (
    source text not null references sources (name),
    line text not null,
    primary key (source, line)
) without rowid;
