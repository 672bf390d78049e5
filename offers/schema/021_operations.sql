alter table runs add column seconds real;
alter table runs add column read integer not null default 0;
alter table runs add column coverage text;
alter table runs add column verdict text;
alter table runs add column verdict_why text;
-- What the operator was last told of each source: only a change is told again.
create table alerts (
    source text primary key references sources (name),
    verdict text not null,
    since text not null,
    told_at text
) without rowid;
-- Hosts that asked us to come back later (Retry-After): no run asks them before.
create table hosts (
    host text primary key,
    not_before text not null,
    why text not null
) without rowid;
-- Who asked to be left out: kept, so that no later run brings them back.
create table forgotten (
    id integer primary key,
    kind text not null check (kind in ('employer', 'domain', 'url')),
    value text not null,
    why text,
    who text,
    forgotten_at text not null,
    postings integer not null default 0,
    unique (kind, value)
);
