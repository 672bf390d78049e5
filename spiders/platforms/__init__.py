"""Systems that serve many employers: one file a system, one row an employer (employers.csv, feeds.csv)."""
