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
