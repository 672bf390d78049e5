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
