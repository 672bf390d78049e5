create table facet_values (
    id integer primary key,
    field text not null,
    code text not null,
    label text,
    unique (field, code)
);
create table facets (offer integer primary key, value_ids blob not null) without rowid;
create table facet_counts (
    kind text not null,
    value integer not null references facet_values (id),
    n integer not null,
    primary key (kind, value)
) without rowid;
drop table offer_search;
drop table offer_words;
create table offer_words (
    id integer primary key references offers (id) on delete cascade,
    title text not null, company text not null, place text not null, body text not null,
    facets text not null
);
create virtual table offer_search using fts5 (
    title, company, place, body, facets, content='offer_words', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2'
);
create trigger offer_words_insert after insert on offer_words begin
    insert into offer_search (rowid, title, company, place, body, facets)
    values (new.id, new.title, new.company, new.place, new.body, new.facets);
end;
create trigger offer_words_delete after delete on offer_words begin
    insert into offer_search (offer_search, rowid, title, company, place, body, facets)
    values ('delete', old.id, old.title, old.company, old.place, old.body, old.facets);
end;
create trigger offer_words_update after update on offer_words begin
    insert into offer_search (offer_search, rowid, title, company, place, body, facets)
    values ('delete', old.id, old.title, old.company, old.place, old.body, old.facets);
    insert into offer_search (rowid, title, company, place, body, facets)
    values (new.id, new.title, new.company, new.place, new.body, new.facets);
end;
insert or ignore into unindexed (offer) select id from offers;
