alter table offers add column conflicts text not null default '{}';
alter table offers add column repost_of integer references offers (id);
create index offers_by_repost on offers (repost_of) where repost_of is not null;
alter table links add column kind text check (kind in ('full', 'temporal', 'semantic', 'partial'));
delete from judged;
