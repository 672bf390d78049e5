create index open_offers_by_day on offers (coalesce(published_on, substr(first_seen, 1, 10)), id)
    where closed_on is null;
create index open_offers_by_deadline on offers (deadline_on, id) where closed_on is null;
