-- When the text of a posting was taken out of the file, long after it closed; what was understood of it stays.
alter table postings add column purged_on text;
-- What is to be purged is looked for in every update: in these indexes stands nothing else.
create index postings_unpurged on postings (closed_on) where closed_on is not null and purged_on is null;
create index rejects_with_payload on rejects (rejected_at) where payload <> '{}';
create index runs_with_stats on runs (started_at) where stats is not null;
-- One that comes back brings its text anew: its offer shows and is found by it again.
create trigger postings_told_again after update of closed_on, description on postings
when old.purged_on is not null and (new.closed_on is null or new.description is not null) begin
    update postings set purged_on = null where id = new.id;
    insert or ignore into unsettled (posting) values (new.id);
    insert or ignore into unindexed (offer) select new.offer where new.offer is not null;
end;
-- Which request a posting is passed over for, so that a request that is taken back brings it back.
alter table elsewhere add column forgotten integer;
