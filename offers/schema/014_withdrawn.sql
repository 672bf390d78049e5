alter table overrides rename to overrides_before;
drop index overrides_by_pair;
drop index overrides_by_right;
create table overrides (
    id integer primary key,
    left_source text not null,
    left_ref text not null,
    right_source text not null,
    right_ref text not null,
    verdict text not null check (verdict in ('same', 'different', 'withdrawn')),
    why text not null,
    who text not null,
    decided_at text not null,
    replaced_by integer references overrides (id)
);
insert into overrides select * from overrides_before;
drop table overrides_before;
create index overrides_by_pair on overrides (left_source, left_ref, right_source, right_ref);
create index overrides_by_right on overrides (right_source, right_ref);
