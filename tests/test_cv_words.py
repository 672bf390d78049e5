"""The words of a CV, read by the browser's own module: under node, beside the server's functions."""

import json
import shutil
import subprocess

import pytest

from datasette_plugins.reading.cv_lexicon import lexicon
from offers.lexicons import split, stem
from offers.taxonomy import rows
from offers.text import fold
from tests.catalogue import TODAY
from tests.visitor import PAGES

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")

CALL = """
import * as words from "./cv_words.mjs";
import {readFileSync} from "node:fs";
const {lexicon, today, folds, stems, texts} = JSON.parse(readFileSync(0, "utf8"));
const kinds = words.ready(lexicon);
console.log(JSON.stringify({
  folds: folds.map(words.fold),
  stems: stems.map(words.stem),
  cuts: folds.map((text) => words.words(text).map((word) => word.folded)),
  reads: texts.map((text) => words.read(text, kinds, today)),
}));
"""

FRENCH = """Salma El Amrani
Développeuse Python
12, rue des Oliviers, Salé – 06 00 00 00 00

EXPÉRIENCE PROFESSIONNELLE
01/2021 – présent : Développeuse full stack, Oasis Santé, Rabat
API REST en Python (Django), bases de données PostgreSQL
2019 - 2020 Technicienne support, Casablanca
Stage PFE 2015 - 2016 : application de gestion des stocks

FORMATION
2016 - 2018 Master génie logiciel, Université de Rabat
2013 - 2016 Licence en informatique

COMPÉTENCES
• Python, C++, Excel, R, marketing ; comptabilité

LANGUES
Arabe (maternelle), français : courant, anglais B2
"""
ARABIC = """سلمى العمراني
محاسبة
تسكن بالرباط
الخبرة المهنية: خبرة 3 سنوات في المحاسبة
الإجازة في الاقتصاد
اللغات: العربية والفرنسية
Sage, Excel, Python, التصريحات الضريبية
"""


@pytest.fixture(scope="module")
def in_browser(tmp_path_factory):
    """Run the browser's module under node: in_browser(folds=[…], texts=[…])."""
    folder = tmp_path_factory.mktemp("node")
    shutil.copy(PAGES / "static/cv_words.js", folder / "cv_words.mjs")
    (folder / "call.mjs").write_text(CALL, "utf-8")

    def run(folds=(), stems=(), texts=()):
        asked = {"lexicon": json.loads(lexicon("fr")), "today": str(TODAY),
                 "folds": list(folds), "stems": list(stems), "texts": list(texts)}  # fmt: skip
        said = subprocess.run(
            [str(NODE), "call.mjs"], cwd=folder, input=json.dumps(asked),
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert said.returncode == 0, said.stderr
        return json.loads(said.stdout)

    return run


def names() -> list[str]:
    """Every label and alias of the vocabularies that a CV is read by."""
    columns = ("label", "label_ar", "label_en", "aliases", "unless", "as_typed", "traps")
    return [
        name
        for vocabulary in ("skills", "isco_titles", "cities", "diplomas", "languages", "contracts")
        for row in rows(vocabulary)
        for column in columns
        for name in row.get(column, "").split("|")
    ]


STRANGE = ["", " ", "Œuvre ﬁnale №5", "İstanbul ß ẞ", "Ａｂｃ １２", "é\u0301", "مُحاسِبة ٢٠٢٦ ۳", "ﻻ ﷲ", "½ µ ª º ´ ¨",
           "C++ / C# · .NET R&D", "l’été d´études `x`", "ΑΒΓς", "日本", "a\u200bb\ufeffc", "Développeur·se (H/F)", "chargé(e)s"]  # fmt: skip


@needs_node
def test_the_browser_folds_as_the_server_does(in_browser):
    texts = names() + STRANGE
    said = in_browser(folds=texts)
    assert said["folds"] == [fold(text) for text in texts]


@needs_node
def test_the_browser_folds_whatever_is_typed(in_browser):
    letters = [chr(n) for n in (*range(0x20, 0x700), *range(0x1E00, 0x2200), *range(0xFB00, 0xFF70))
               if not 0xD800 <= n < 0xF900]  # fmt: skip
    texts = [f"a{letter}b" for letter in letters]
    assert in_browser(folds=texts)["folds"] == [fold(text) for text in texts]


@needs_node
def test_the_browser_cuts_and_stems_as_the_server_does(in_browser):
    texts = names()
    said = in_browser(folds=texts, stems=sorted({w for text in texts for w in split(text)}))
    assert said["stems"] == [stem(w) for w in sorted({w for text in texts for w in split(text)})]
    assert said["cuts"] == [list(split(text)) for text in texts]


@needs_node
def test_a_french_cv_is_read(in_browser):
    [found] = in_browser(texts=[FRENCH])["reads"]
    named = {"python", "django", "rest_api", "postgresql", "cpp", "excel", "r_language"}
    assert named | {"marketing", "accounting", "inventory"} <= set(found["skill"])
    assert found["skill"][0] == "python", "what is named twice comes first"
    assert "sales" not in found["skill"], "Salé is a town"
    assert found["job"][0] == "developer"
    assert found["city"] == ["sale", "rabat", "casablanca"]
    assert found["diploma"] == "bac5" and found["speaks"] == ["ar", "fr", "en"]
    assert found["years"] == 6, (
        "70 months and 12; the internship does not count, nor do the studies"
    )


@needs_node
def test_an_arabic_cv_is_read(in_browser):
    [found] = in_browser(texts=[ARABIC])["reads"]
    assert {"accounting", "sage", "excel", "tax_returns"} <= set(found["skill"])
    assert found["job"] == ["accounting_technician"] and found["city"] == ["rabat"]
    assert found["diploma"] == "bac3" and found["years"] == 3 and found["speaks"] == ["ar", "fr"]


READ = [
    ("SQL, Java", "skill", ["sql", "java"]),
    ("une équipe sage qui excel", "skill", []),  # names of tools are typed as names
    ("sage-femme", "skill", ["midwifery"]),
    ("Gestion de stock", "skill", ["inventory"]),
    ("gestion\ndes stocks", "skill", ["inventory"]),  # a PDF breaks its lines anywhere
    ("Je fais de la vente", "skill", []),  # such words count only as items of a list
    ("vente, accueil", "skill", ["sales"]),
    ("sale", "city", []),
    ("Scrum master", "skill", ["scrum"]),
    ("Salé", "city", ["sale"]),
    ("Fès et Meknès", "city", ["fes", "meknes"]),
    ("Baccalauréat 2015\nLicence 2018", "diploma", "bac3"),
    ("Scrum master", "diploma", None),
    ("Bac+2", "diploma", "bac2"),
    ("5 ans d'expérience en vente", "years", 5),
    ("Over 3 years of experience", "years", 3),
    ("EXPÉRIENCES\n2018 - 2021 Comptable\n2020 - 2022 Auditeur", "years", 4),  # counted once
    ("FORMATION\n2010 - 2015 École", "years", None),
    ("EXPERIENCE\nDepuis 2020, vendeuse", "years", 6),
    ("", "years", None),
]


@needs_node
def test_single_lines_are_read(in_browser):
    found = in_browser(texts=[text for text, _, _ in READ])["reads"]
    told = [(text, kind, got[kind]) for (text, kind, _), got in zip(READ, found, strict=True)]
    assert told == READ
