create index offer_facts_by_place on offer_facts (
    region_code, city_code, contract_code, opened_on, closed_on, sector_code, occupation_code
);
create index offer_facts_paid on offer_facts (
    occupation_code, sector_code, contract_code, region_code, opened_on, experience_min, pay_tax, pay_min, pay_max
) where pay_min is not null or pay_max is not null;
create index offer_facts_by_deadline on offer_facts (
    deadline_on, region_code, city_code, sector_code, contract_code, occupation_code, employer
) where closed_on is null and deadline_on is not null;
create index offer_facts_reposted on offer_facts (employer) where repost_of is not null;
create index offer_facts_open_employers on offer_facts (
    sector_code, employer, is_agency, region_code, opened_on
) where closed_on is null;
