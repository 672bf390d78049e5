"""The pieces that hostile texts are put together from, by the kind of text."""

MARKUP = (
    "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<!", "<?", "?>", "<p>", "</p>", "<p ",
    "<div>", "</div>", "<ul>", "<li>", "</li>", "<br>", "<table>", "<tr>", "<td>", "</table>", "<b>",
    "<script>", "</script>", "<style>", "</style>", "<template>", "<svg>", "<math>", "<a href='x'>",
    "<h1>", "<h2>Profil</h2>", "</h2>", "<select>", "<option>", "<p hidden>", "<title>", "<textarea>",
    "class='a'", ' a="', " a='", "=", "&amp;", "&lt;", "&#60;", "&#x1f600;", "&", "&eacute", "&#0;",
    "&amp;lt;p&amp;gt;", "<form>", "<noscript>", "<font color=red>", "<p style='display:none'>",
)  # fmt: skip
WORDS = (
    "a", "Maçon ", "mot ", "محاسب ", "في ", "é", "\u0301", "\u202e", "\u200b", "\x00", "\ud800", "\ufffd",
    "\ufeff", "\xa0", "\n", "\r\n", "\t", " ", "  ", "•", "- ", ":", " : ", "/", ",", ".", ";", "(", ")",
    "[", "]", "{", "}", '"', "'", "’", "\\", "|", "_", "Ã©", "Ø§", "â€™", "İ", "ß", "ǆ", "١", "0", "9",
)  # fmt: skip
SENTENCES = (
    "CDI ", "CDD de 6 mois ", "stage ", "Bac+5 ", "bac + ", "licence ", "diplôme ", "3 ans ", "2 à 5 ans ",
    "expérience ", "d'expérience ", "minimum ", "salaire ", "4000 ", "5 000,00 ", "DH ", "MAD ", "net ", "brut ",
    "par mois ", "/mois", "entre ", " et ", " à ", "Casablanca ", "Fès - ", "Rabat/", "Aïn ", "Sidi ",
    "région de ", "télétravail ", "hybride ", "05/06/2026 ", "2026-02-30 ", "31 décembre 9999 ", "il y a 3 jours ",
    "avant le ", "date limite ", "postuler ", "candidature ", "envoyer ", "cv ", "anglais ", "courant ",
    "français, ", "arabe ", "Python ", "Java ", "C++ ", "H/F ", "(H/F) ", "chef de ", "responsable ", "ingénieur ",
    "poste ", "2 postes ", "postes : 10 ", "groupe ", "société ", "recrute ", "cherche ", "pour ", "client ",
    "SARL ", "آخر أجل ", "دبلوم ", "سنوات ", "درهم ", "عقد ", "06 12 ", "+212 ", "0612345678 ", "n@x.example ",
    "rh@", ".example", "https://x.example/", "www.", "n [at] x ", "réf : ",
)  # fmt: skip
JSON = (
    "{", "}", "[", "]", '"', ":", ",", "\\", '\\"', "\\u", "\\ud800", "/*", "*/", "//", "\n", "<!--", "-->", "null",
    '"@type": "JobPosting"', '"@graph": [', '"title": "Maçon"', '{"@type":', '"description": "', "&quot;", "1e999",
    "-1", "9999", "NaN", "true", " ", "\x00", '"jobLocation": ', '"address": ', '"baseSalary": {"value": ',
    "<![CDATA[", "]]>", "'", ";", "é",
)  # fmt: skip
SCRIPTS = (
    "<script type='application/ld+json'>", "<script type=application/ld+json>", "</script>", "<script",
    "<p itemscope itemtype='https://schema.org/JobPosting'>", "<b itemprop=title>", "<i itemprop='a b c' itemscope>",
    "<u itemref='a b' id=a itemscope>", "<meta itemprop=x content=y>",
)  # fmt: skip
XML = (
    "<?xml version='1.0'?>", "<?xml version='1.0' encoding='utf-16'?>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<rss>",
    "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>", "<guid>", "<category>a</category>",
    "<description>", "</description>", "<content:encoded>", "<urlset>", "<url>", "<loc>", "</loc>", "</url>",
    "<sitemapindex>", "<entry>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<job>", "<jobs>", "<source>",
    "<a:b xmlns:a='x'>", "<![CDATA[", "]]>", "<!--", "-->", "&a;", "&amp;", "&", "&eacute;", "</rss>", " x='y'",
)  # fmt: skip
ADDRESSES = (
    "http://", "https://", "HTTP:", "//", "/", "?", "&", "=", "#", "#!", ":", "@", "%", "%00", "%2", "..", "./", "x.example",
    "[::1]", "[", "]", "127.1", ":80", ":99999", ";jsessionid=", "utm_source=a", "sid=", "é", "مغرب", "\n", "\t", " ",
    "\\", "javascript:", "data:", "file:", "\x00", "\ud800", "a", "+", "xn--", "。", "①",
)  # fmt: skip
ROBOTS = (
    "User-agent: *\n", "User-agent: aggregator\n", "User-agent: b\n", "user agent a\n", "Disallow: /\n", "Disallow: ",
    "Allow: /a\n", "Crawl-delay: 1e9\n", "Crawl-delay: -1\n", "Crawl-delay: nan\n", "Sitemap: x\n", "*", "$", "*a", "/a",
    "\n", "\r", " ", "#", ":", "%", "%zz", "é", "\x00", "\ufeff", "Request-rate: 1/0s\n", "Visit-time: 9999-9999\n",
)  # fmt: skip
WAITS = (
    "1", "9", "0", "-", "+", ".", "e", " ", ",", "GMT", "Sat, 21 Nov 2026 09:00:30 GMT", "Fri, 31 Dec 9999 23:59:59 GMT",
    "Mon, 01 Jan 0001 00:00:00 +2359", "Sat, 30 Feb 2026 00:00:00 GMT", "٣", "²", "inf", "nan", ":", "+9999", "Nov",
)  # fmt: skip
