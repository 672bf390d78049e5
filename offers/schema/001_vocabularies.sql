create table vocabularies (name text primary key, sha1 text not null);
create table regions (code text primary key, label text not null, label_ar text, label_en text);
create table cities (
    code text primary key, label text not null, label_ar text, label_en text,
    region_code text references regions (code)
);
create table contracts (code text primary key, label text not null, label_ar text, label_en text);
create table work_modes (code text primary key, label text not null, label_ar text, label_en text);
create table languages (code text primary key, label text not null, label_ar text, label_en text);
