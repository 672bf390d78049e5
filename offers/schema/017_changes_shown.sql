alter table posting_versions add column changes_shown text generated always as (
    json_replace(changes, '$.description', json('[null, null]'))
) virtual;
