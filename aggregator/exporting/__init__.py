"""The catalogue to take away: one moment of it, in a dated folder, in every format that analysts ask for.

`snapshot` copies what is public into a database of its own, in one read transaction; the files of every other format
are written from that copy, so that all of them tell the same moment, and a crawl beside the export neither waits nor
tears it.
"""
