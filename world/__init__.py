"""A seeded job market, and the sites that show it: for the demonstration, benchmarks and soak tests.

The market knows the truth: which postings are one vacancy, and which are closed. Its words are its
own, not those of offers.taxonomy, so that it can surprise the normalisers.
"""
