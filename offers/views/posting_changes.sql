-- How postings changed, field by field, without the texts: [before, after].
select id, posting, run, seen_at, changes_shown as changes from posting_versions
