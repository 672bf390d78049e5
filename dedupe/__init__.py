"""The same vacancy, shown twice: find it, say why, and draw one offer.

``run`` walks the new and changed postings through its stages: ``sketching`` keeps what they are
compared by, ``lay`` puts them into the index of ``block``, ``compare`` judges them against their
``candidates`` (``features``, ``vetoes``, ``score``), ``settle`` says who stands together
(``parting``, ``cluster``) and what of each posting the offer keeps (``canonical``), ``indexing`` makes
it searchable. Why so, and how the weights were learnt: docs/decisions/0006 and 0013.
"""
