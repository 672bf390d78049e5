"""What the process imports that children are forked from: nobody else imports this file."""

import gc
from importlib import import_module

from aggregator.child import warm
from offers.clock import moment
from offers.posting import Posting
from pipelines.normalise import understand

#: A posting with a word in every field that is read.
ANY = Posting(
    source="none", title="Comptable H/F", company="Atelier Nord", city="Fès", region="Fès-Meknès",
    contract="CDI", remote="hybride", sector="Finance", occupation="Comptabilité", experience="2 ans",
    diploma="Bac +2", skills="Excel", languages="Français", salary="6000 DH", positions="2",
    published="hier", deadline="30/11/2026", description="Deux ans d'expérience, anglais courant.",
)  # fmt: skip

warm()
import_module("scrapy.core.downloader.handlers.http11")  # by itself half of what a short run takes
# Vocabularies and patterns are made when a posting first asks for them: here, once, not in each child.
understand(ANY, moment("2026-01-01T09:00"))
gc.freeze()  # what is made stays: a child need not look through it, nor copy it
