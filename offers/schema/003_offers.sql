create table offers (
    id integer primary key autoincrement,
    title text not null,
    company text,
    city_code text references cities (code),
    city_codes text not null default '[]',
    region_code text references regions (code),
    contract_code text references contracts (code),
    remote_code text references work_modes (code),
    language text references languages (code),
    salary text,
    experience text,
    diploma text,
    sector text,
    positions text,
    excerpt text,
    published_on text,
    deadline_on text,
    first_seen text not null,
    closed_on text,
    postings integer not null,
    sources integer not null,
    field_source text not null default '{}',
    updated_at text not null
);
create index offers_by_city on offers (city_code, closed_on);
create index offers_by_contract on offers (contract_code, closed_on);
create index offers_by_published on offers (closed_on, published_on);
create table offer_aliases (
    id integer primary key,
    offer integer not null references offers (id),
    since text not null
);
create index offer_aliases_by_offer on offer_aliases (offer);
