create table sketches (
    posting integer primary key references postings (id) on delete cascade,
    content_hash text not null,
    rank integer not null,
    title text not null,
    employer text not null,
    numbers blob not null,
    blocks blob not null,
    laid integer not null default 0
);
create index sketches_to_lay on sketches (posting) where not laid;
drop table blocks;
create table blocks (
    block integer not null,
    rank integer not null,
    posting integer not null,
    primary key (block, rank, posting)
) without rowid;
create table unindexed (offer integer primary key);
delete from judged;
create index blocks_by_posting on blocks (posting);
