create table offer_facts (
    offer integer primary key,
    opened_on text not null,
    first_seen_on text not null,
    closed_on text,
    region_code text references regions (code),
    city_code text references cities (code),
    sector_code text references sectors (code),
    contract_code text references contracts (code),
    occupation_code text references occupations (code),
    diploma_code text references diplomas (code),
    level_code text references levels (code),
    remote_code text references work_modes (code),
    language text references languages (code),
    experience_min real,
    employer integer references facet_values (id),
    is_agency integer,
    pay_min integer,
    pay_max integer,
    pay_tax text references pay_taxes (code),
    deadline_on text,
    sources integer not null,
    repost_of integer
);
create index offer_facts_by_employer on offer_facts (employer, closed_on, opened_on, is_agency);
create table offer_skills (
    offer integer not null,
    skill_code text not null references skills (code),
    primary key (offer, skill_code)
) without rowid;
create index offer_skills_by_skill on offer_skills (skill_code, offer);
create table offer_languages (
    offer integer not null,
    language text not null references languages (code),
    proficiency text references proficiencies (code),
    primary key (offer, language)
) without rowid;
create table offer_sources (
    offer integer not null,
    source text not null references sources (name),
    primary key (offer, source)
) without rowid;
create table skill_months (
    month text not null,
    skill_code text not null,
    offers integer not null,
    primary key (month, skill_code)
) without rowid;
create table source_pairs (
    one text not null,
    other text not null,
    offers integer not null,
    open integer not null,
    alone integer not null,
    open_alone integer not null,
    primary key (one, other)
) without rowid;
create table counted_days (
    day text primary key,
    counted_at text not null,
    last_posting integer
) without rowid;
create table day_counts (
    day text not null references counted_days (day),
    region_code text not null,
    sector_code text not null,
    contract_code text not null,
    open integer not null default 0,
    opened integer not null default 0,
    found integer not null default 0,
    reopened integer not null default 0,
    closed integer not null default 0,
    corrected integer not null default 0,
    primary key (day, region_code, sector_code, contract_code)
) without rowid;
create table methods (
    id integer primary key,
    changed_at text not null,
    part text not null,
    before text,
    after text not null
);
create table uncounted (offer integer primary key);
insert into uncounted select id from offers;
alter table postings add column known integer generated always as (
    (employer is not null)
    | ((city_code is not null) << 1)
    | ((region_code is not null) << 2)
    | ((contract_code is not null) << 3)
    | ((working_time_code is not null) << 4)
    | ((remote_code is not null) << 5)
    | ((experience_min is not null or experience_max is not null) << 6)
    | ((diploma_code is not null) << 7)
    | ((level_code is not null) << 8)
    | ((positions_count is not null) << 9)
    | ((salary_min is not null or salary_max is not null) << 10)
    | ((language is not null) << 11)
    | ((languages_asked <> '{}') << 12)
    | ((sector_code is not null) << 13)
    | ((occupation_code is not null) << 14)
    | ((isco_code is not null) << 15)
    | ((skill_codes <> '[]') << 16)
    | ((published_on is not null) << 17)
    | ((deadline_on is not null) << 18)
    | ((apply_code is not null) << 19)
    | ((description is not null) << 20)
) virtual;
create index open_postings_by_known on postings (source, known) where closed_on is null;
drop view if exists source_health;
