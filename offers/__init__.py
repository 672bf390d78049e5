"""What a job offer is, the words we know for it, and the file that keeps it.

Four nouns, and no other for these four things: a **source** is a site that publishes vacancies; a
**posting** is one vacancy as one source shows it; an **offer** is the vacancy itself, however many
postings show it; a **run** is one reading of one source.
"""
