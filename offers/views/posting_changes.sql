-- How postings changed, field by field, without the texts: [before, after].
select id, posting, run, seen_at, json_replace(changes, '$.description', json('[null, null]')) as changes
from posting_versions
