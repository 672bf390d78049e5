"""What somebody could ask of the tables to stop the server, to fill it, or to read what is not shown."""

from dataclasses import dataclass
from urllib.parse import quote

#: Says that an attack is told no, whatever the catalogue holds; the others may end well, but soon.
REFUSED = frozenset({400, 403, 404, 414})


@dataclass(frozen=True)
class Attack:
    """Hold one attack: its NAME, and the address it asks, in which {db} is the file's name."""

    name: str
    address: str
    refused: bool = False

    def path(self, db: str) -> str:
        return self.address.replace("{db}", db)


def sql(name: str, asked: str, refused: bool = False, shape: str = "json") -> Attack:
    """Make an attack of the visitor's own SQL."""
    ending = f".{shape}" if shape else ""
    return Attack(name, f"/{{db}}{ending}?sql={quote(asked)}", refused)


def table(name: str, query: str, table: str = "offers.json", refused: bool = False) -> Attack:
    """Make an attack through a table's page."""
    return Attack(name, f"/{{db}}/{table}?{query}", refused)


LONG = f"""with a(x) as (select '{"a" * 100}'), b(x) as (select replace(x, 'a', x) from a),
c(x) as (select replace(x, 'a', '{"a" * 45}') from b)"""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PREFIXES = quote(" OR ".join(f"{first}*" for first in LETTERS))
MANY = " and ".join(f"t{n}.id = t{n + 1}.id" for n in range(60))

WORK = (
    sql("randomblob of 900 MB", "select length(randomblob(900000000))", True),
    sql("zeroblob of 900 MB", "select hex(zeroblob(900000000))", True),
    sql("printf pads to 500 MB", "select printf('%.*c', 500000000, 'x')", True),
    sql("format pads to 500 MB", "select length(format('%500000000s', 'x'))", True),
    sql("recursion without end", "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n", True),
    sql("cross join of four", "select count(*) from offers a, offers b, offers c, offers d"),
    sql("cross join, sorted", "select a.id from offers a, offers b, offers c order by a.title || b.title desc"),
    sql("cross join, distinct", "select distinct a.title || b.title || c.id from offers a, offers b, offers c"),
    sql("cross join, on a page", "select count(*) from offers a, offers b, offers c, offers d", shape=""),
    sql("cross join, as CSV", "select count(*) from offers a, offers b, offers c, offers d", shape="csv"),
    sql("replace grows", f"{LONG}, d(x) as (select replace(x, 'a', x) from c) select length(x) from d", True),
    sql("replace searches long in long", f"{LONG} select length(replace(x, substr(x, 1, 200000) || 'b', '')) from c"),
    sql("instr searches long in long", f"{LONG} select instr(x, substr(x, 1, 220000) || 'b') from c"),
    sql("hex doubles", f"{LONG} select length(hex(hex(hex(x)))) from c", True),
    sql("quote doubles", f"{LONG} select length(quote(replace(replace(x, 'a', ''''''''), '''', ''''''''))) from c", True),
    sql("group_concat of everything", "select group_concat(a.title || b.title) from offers a, offers b"),
    sql("json_group_array of everything", "select json_group_array(a.title || b.title) from offers a, offers b"),
    sql("a thousand rows of 400 kB", f"{LONG} select x from c, offers a, offers b", True),
    sql("one row of sixty texts of 400 kB", f"{LONG} select {', '.join('x || ' + str(n) for n in range(60))} from c", True),
    sql("six hundred columns", f"select {', '.join(['1'] * 600)} from offers", True),
    sql("sixty joins to plan", f"select count(*) from {', '.join(f'offers t{n}' for n in range(61))} where {MANY}"),
    sql("an expression a thousand deep", f"select {'(' * 900}1{')' * 900}{'+1' * 900}", True),
    sql("a compound of 300", " union all ".join(["select 1"] * 300), True),
    sql("like with many wildcards", f"{LONG} select count(*) from c, offers a, offers b where x like '{'%a_' * 60}b'"),
    sql("glob with many wildcards", f"{LONG} select count(*) from c, offers a, offers b where x glob '{'*[a-b]?' * 40}c'"),
    sql("like with a pattern of 2,000 signs", f"select count(*) from offers where title like '{'%a' * 1000}'", True),
    sql("every word of the index", f"select count(*) from offer_search where offer_search match '{' OR '.join(f'{c}*' for c in LETTERS)}'"),
    sql("the index, one letter", "select rowid from offer_search where offer_search match 'a*' order by rank"),
    sql("windows over everything", "select sum(id) over (order by title rows between 100000 preceding and 100000 following) from offers"),
    sql("json_each of json_each", "select count(*) from offers, json_each('[1,2,3,4,5,6,7,8]') a, json_each('[1,2,3,4,5,6,7,8]') b, offers c"),
    sql("json nested deep", "select json_extract(replace(replace('" + "a" * 2000 + "', 'a', '[[[[[[[[[['), 'b', ''), '$')", True),
    sql("many comments never closed", "select 1 " + "/*" * 6_000, True),
    sql("a long question", "select 1 -- " + "x" * 9_000, True),
    Attack("a time limit in the address", "/{db}.json?sql=select+count(*)+from+offers+a,offers+b,offers+c&_timelimit=99999999"),
)  # fmt: skip

READING = (
    sql("pragma_database_list", "select * from pragma_database_list", True),
    sql("pragma database_list", "pragma database_list", True),
    sql("the file's pages", "select name, sum(pgsize) from dbstat group by name", True),
    sql("what others ask", "select sql from sqlite_stmt", True),
    sql("the index's own table", "select * from offer_search_data", True),
    sql("attach", "attach '/etc/passwd' as p", True),
    sql("load_extension", "select load_extension('libc')", True),
    sql("readfile", "select readfile('/etc/passwd')", True),
    sql("fts3_tokenizer", "select hex(fts3_tokenizer('simple'))", True),
    sql("two statements", "select 1; drop table offers", True),
    sql("delete in a with", "with a as (select 1) delete from offers", True),
    sql("a virtual table", "with a as (select 1) select * from fts5vocab('offer_search', 'row')", True),
    sql("the hidden text", "select group_concat(description) from postings"),
    sql("the hidden text by a subquery", "select (select p.description from postings p where p.id = o.id) from postings o"),
    sql("the hidden text under a view's name", "with posting_changes as (select description from postings) select * from posting_changes"),
    sql("the hidden text by a full join", "select description from postings p full join (select 'z' as description) b using (description)", True),
    sql("the hidden text by a natural join", "select count(*) from postings natural join (select 'x' as description)", True),
    sql("the hidden text by a window", "select first_value(description) over () from postings"),
    sql("the hidden text by snippet", "select snippet(offer_search, 3, '', '', '', 60) from offer_search('stage')"),
    sql("the hidden text by highlight", "select highlight(offer_search, 3, '', '') from offer_search('stage')"),
    sql("the hidden text in order", "select id from postings where description > 'V' order by description"),
    sql("who decided at the desk", "select who, why from overrides"),
    Attack("where the file lies", "/-/databases.json", True),
    Attack("the threads", "/-/threads.json", True),
    Attack("what we run on", "/-/versions.json", True),
    Attack("the file itself", "/{db}.db", True),
)  # fmt: skip

TABLES = (
    table("a condition with integrity_check", "_where=1+in+(select+1+from+pragma_integrity_check)", refused=True),
    table("a condition with a cross join", "_where=(select+count(*)+from+offers+a,offers+b,offers+c)>0"),
    table("a condition with a natural join", "_where=id+in+(select+p.id+from+postings+p+natural+join+(select+1+as+id))", refused=True),
    table("filters with wildcards", f"title__glob={quote('*a*e*i*o*u*a*e*i*o*u*')}&title__contains=zq&excerpt__like={quote('%a%e%i%o%zz')}"),
    table("a sort without an index", "_sort_desc=excerpt&_size=max"),
    table("facets of long columns", "_facet=title&_facet=company&_facet=excerpt&_facet=first_seen&_facet=updated_at&_facet=salary"),
    table("facets of long columns, on a page", "_facet=title&_facet=company&_facet=excerpt&_facet_size=max", "offers"),
    table("facets by array", "_facet_array=city_codes&_facet_array=skill_codes&_facet_date=first_seen"),
    table("a search that is every word", f"_search={PREFIXES}&_searchmode=raw"),
    table("as many rows as may be", "_size=max&_labels=on"),
    table("as many rows as may be, on a page", "_size=max", "postings"),
    table("more rows than may be", "_size=99999999", refused=True),
    table("a stream of everything", "_stream=1&_size=max", "offers.csv"),
    table("a table that tells the file", "", "pragma_database_list.json", refused=True),
)  # fmt: skip

ATTACKS = (*WORK, *READING, *TABLES)
#: Those that another page must stand while twelve ask them at once.
SLOW = ("cross join of four", "every word of the index", "replace searches long in long",
        "as many rows as may be, on a page")  # fmt: skip
