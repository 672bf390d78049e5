-- What each host allows, as it last said: asked again after a day at most, whichever source asks it.
create table robots (
    host text primary key,
    status integer not null,
    body text not null,
    asked_at text not null
) without rowid;
