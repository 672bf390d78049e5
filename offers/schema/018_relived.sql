create table relived (offer integer primary key);
insert into relived select id from offers;
create trigger postings_relived after update of closed_on, deadline_on, offer on postings
when old.closed_on is not new.closed_on or old.deadline_on is not new.deadline_on or old.offer is not new.offer begin
    insert or ignore into relived select old.offer where old.offer is not null;
    insert or ignore into relived select new.offer where new.offer is not null;
end;
create trigger postings_gone after delete on postings when old.offer is not null begin
    insert or ignore into relived values (old.offer);
end;
create trigger postings_come after insert on postings when new.offer is not null begin
    insert or ignore into relived values (new.offer);
end;
