create table unsettled (posting integer primary key references postings (id) on delete cascade);
