-- The offers that can still be applied for.
select * from offers where closed_on is null
