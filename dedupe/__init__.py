"""The same vacancy, shown twice: find it, say why, and draw one offer.

Four stages: ``block`` says whom a posting is compared with, ``score`` how sure we are and why,
``cluster`` who stands together, ``canonical`` what of each posting the offer keeps. ``run`` walks
the new and changed postings through all four. Why so, and how the weights were learnt, is in
docs/decisions/0006-the-merge.md.
"""
