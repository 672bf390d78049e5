create table provinces (
    code text primary key, label text not null, label_ar text, label_en text,
    region_code text references regions (code)
);
create table countries (code text primary key, label text not null, label_ar text, label_en text);
create table working_times (code text primary key, label text not null, label_ar text, label_en text);
create table diplomas (
    code text primary key, label text not null, label_ar text, label_en text, rank integer
);
create table levels (
    code text primary key, label text not null, label_ar text, label_en text, rank integer
);
create table pay_periods (code text primary key, label text not null, label_ar text, label_en text);
create table pay_taxes (code text primary key, label text not null, label_ar text, label_en text);
create table currencies (code text primary key, label text not null, label_ar text, label_en text);
create table proficiencies (
    code text primary key, label text not null, label_ar text, label_en text, rank integer
);
create table sectors (code text primary key, label text not null, label_ar text, label_en text);
create table occupations (code text primary key, label text not null, label_ar text, label_en text);
create table isco_groups (code text primary key, label text not null, label_ar text, label_en text);
create table skills (
    code text primary key, label text not null, label_ar text, label_en text, kind text, domain text
);
create table apply_kinds (code text primary key, label text not null, label_ar text, label_en text);
alter table cities add column province_code text references provinces (code);
alter table cities add column kind text;
alter table cities add column hcp text;
alter table cities add column population integer;
alter table cities add column lat real;
alter table cities add column lon real;

alter table postings add column title_shown text;
alter table postings add column title_core text not null default '[]';
alter table postings add column employer text;
alter table postings add column is_agency integer;
alter table postings add column province_code text references provinces (code);
alter table postings add column region_codes text not null default '[]';
alter table postings add column country_code text references countries (code);
alter table postings add column contract_from text;
alter table postings add column working_time_code text references working_times (code);
alter table postings add column experience_min real;
alter table postings add column experience_max real;
alter table postings add column diploma_code text references diplomas (code);
alter table postings add column level_code text references levels (code);
alter table postings add column positions_count integer;
alter table postings add column salary_min real;
alter table postings add column salary_max real;
alter table postings add column salary_currency text references currencies (code);
alter table postings add column salary_period text references pay_periods (code);
alter table postings add column salary_tax text references pay_taxes (code);
alter table postings add column languages_asked text not null default '{}';
alter table postings add column sector_code text references sectors (code);
alter table postings add column occupation_code text references occupations (code);
alter table postings add column isco_code text references isco_groups (code);
alter table postings add column skill_codes text not null default '[]';
alter table postings add column deadline_from text;
alter table postings add column apply_code text references apply_kinds (code);
alter table postings add column not_understood text not null default '[]';

alter table offers add column title_shown text;
alter table offers add column employer text;
alter table offers add column is_agency integer;
alter table offers add column province_code text references provinces (code);
alter table offers add column region_codes text not null default '[]';
alter table offers add column country_code text references countries (code);
alter table offers add column working_time_code text references working_times (code);
alter table offers add column experience_min real;
alter table offers add column experience_max real;
alter table offers add column diploma_code text references diplomas (code);
alter table offers add column level_code text references levels (code);
alter table offers add column positions_count integer;
alter table offers add column salary_min real;
alter table offers add column salary_max real;
alter table offers add column salary_currency text references currencies (code);
alter table offers add column salary_period text references pay_periods (code);
alter table offers add column salary_tax text references pay_taxes (code);
alter table offers add column languages_asked text not null default '{}';
alter table offers add column sector_code text references sectors (code);
alter table offers add column occupation_code text references occupations (code);
alter table offers add column isco_code text references isco_groups (code);
alter table offers add column skill_codes text not null default '[]';
