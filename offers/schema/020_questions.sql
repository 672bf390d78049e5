drop index offer_facts_by_employer;
create index offer_facts_by_employer on offer_facts (
    employer, closed_on, opened_on, is_agency, region_code, city_code, sector_code, contract_code, occupation_code
);
create index offer_facts_by_day on offer_facts (
    opened_on, closed_on, first_seen_on, region_code, city_code, sector_code, contract_code, occupation_code,
    remote_code, employer
);
create index offer_facts_by_sector on offer_facts (
    sector_code, opened_on, closed_on, first_seen_on, region_code, city_code, contract_code, occupation_code,
    is_agency, pay_min, pay_max
);
create index offer_facts_by_place on offer_facts (
    region_code, city_code, contract_code, opened_on, closed_on, sector_code, occupation_code
);
create index offer_facts_by_region on offer_facts (region_code, opened_on, closed_on, sector_code, contract_code);
create index offer_facts_by_contract on offer_facts (
    contract_code, sector_code, opened_on, region_code, occupation_code
);
create index offer_facts_by_occupation on offer_facts (
    occupation_code, experience_min, region_code, city_code, sector_code, contract_code, opened_on
);
create index offer_facts_by_occupation_and_region on offer_facts (
    occupation_code, region_code, contract_code, opened_on
);
create index offer_facts_by_diploma on offer_facts (
    diploma_code, sector_code, opened_on, region_code, contract_code
);
create index offer_facts_paid on offer_facts (
    occupation_code, sector_code, contract_code, region_code, opened_on, experience_min, pay_tax, pay_min, pay_max
) where pay_min is not null or pay_max is not null;
create index offer_facts_by_deadline on offer_facts (
    deadline_on, region_code, city_code, sector_code, contract_code, occupation_code, employer
) where closed_on is null;
create index offer_facts_reposted on offer_facts (employer) where repost_of is not null;
create index offer_facts_open_employers on offer_facts (
    sector_code, employer, is_agency, region_code, opened_on
) where closed_on is null;
