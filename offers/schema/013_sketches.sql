create table sketches (
    posting integer primary key references postings (id) on delete cascade,
    rank integer not null,
    title text not null,
    employer text not null,
    numbers blob not null,
    blocks blob not null
);
drop table blocks;
create table blocks (
    block integer not null,
    rank integer not null,
    posting integer not null,
    primary key (block, rank, posting)
) without rowid;
create table unlaid (posting integer primary key);
create table stale (
    posting integer primary key,
    rank integer not null,
    blocks blob not null
);
create trigger sketches_drawn after insert on sketches begin
  insert or ignore into unlaid (posting) values (new.posting);
end;
create trigger sketches_changed after update of rank, blocks on sketches begin
  insert into stale (posting, rank, blocks)
  select old.posting, old.rank, old.blocks
  where not exists (select 1 from unlaid where posting = old.posting);
  insert or ignore into unlaid (posting) values (new.posting);
end;
create trigger sketches_gone after delete on sketches begin
  insert into stale (posting, rank, blocks)
  select old.posting, old.rank, old.blocks
  where not exists (select 1 from unlaid where posting = old.posting);
  delete from unlaid where posting = old.posting;
end;
create table gained (
    left integer not null,
    right integer not null,
    primary key (left, right)
) without rowid;
alter table links add column met integer not null default 1;
create table unindexed (offer integer primary key);
create table stamps (name text primary key, sha1 text not null);
drop table judged;
-- What is to be done is marked where it changes: to look for it in a million rows would take seconds.
create table undrawn (
    posting integer primary key references postings (id) on delete cascade,
    content_hash text not null
);
create table uncompared (posting integer primary key references postings (id) on delete cascade);
create trigger postings_new after insert on postings begin
  insert or replace into undrawn (posting, content_hash) values (new.id, new.content_hash);
end;
create trigger postings_changed after update of content_hash on postings
when new.content_hash is not old.content_hash begin
  insert or replace into undrawn (posting, content_hash) values (new.id, new.content_hash);
end;
insert into undrawn (posting, content_hash) select id, content_hash from postings;
drop index postings_by_offer;
create index postings_by_offer on postings (offer, closed_on, deadline_on);
