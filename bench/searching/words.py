"""The words that made-up offers are written with: trades and tools in three languages, and invented words between."""

from functools import cache

import numpy as np

#: Words that texts of one language choose from.
SIZE = 20_000
SEED = 5_077

TRADES = {
    "fr": (
        "Développeur web", "Comptable", "Téléconseiller", "Commercial terrain", "Ingénieur qualité", "Infirmier",
        "Technicien de maintenance", "Chef de projet", "Assistante de direction", "Chauffeur poids lourd", "Soudeur",
        "Responsable logistique", "Chargé de recrutement", "Contrôleur de gestion", "Chef de chantier", "Cuisinier",
        "Data analyst", "Développeur Java", "Électricien industriel", "Caissière", "Réceptionniste", "Acheteur",
        "Professeur de mathématiques", "Médecin généraliste", "Juriste d'entreprise", "Graphiste", "Magasinier",
        "Agent de sécurité", "Mécanicien automobile", "Conseiller clientèle", "Auditeur interne", "Responsable RH",
        "Ingénieur génie civil", "Opérateur de saisie", "Community manager", "Pharmacien", "Topographe", "Serveur",
    ),
    "ar": (
        "محاسب", "مهندس معلوميات", "سائق شاحنة", "ممرض متعدد التخصصات", "أستاذ الرياضيات", "تقني متخصص", "كاتبة إدارية",
        "مستشار تجاري", "حارس أمن", "طباخ", "مسؤول الموارد البشرية", "عامل إنتاج", "مطور تطبيقات", "متصرف",
    ),
    "en": (
        "Software engineer", "Accountant", "Sales manager", "Customer service agent", "Data engineer", "HR officer",
        "Project manager", "Business analyst", "Nurse", "English teacher", "DevOps engineer", "Product owner",
    ),
}  # fmt: skip
TURNS = {
    "fr": (
        "H/F",
        "confirmé",
        "junior",
        "senior",
        "bilingue",
        "débutant accepté",
        "(F/H)",
        "polyvalent",
        "urgent",
        "",
    ),
    "ar": ("", "مبتدئ", "ذو خبرة", "بدوام كامل"),
    "en": ("", "(M/F)", "junior", "senior", "remote"),
}
INTERNSHIP = {"fr": "Stage", "ar": "تدريب", "en": "Internship"}
#: What texts of offers are full of, the most frequent first.
FREQUENT = {
    "fr": """de et la des les en le du à dans pour un une vous nous sur avec au par est expérience poste équipe gestion
        travail client mission projet formation stage profil compétences bac niveau développement service qualité
        entreprise maîtrise suivi anglais français technique commercial maroc casablanca rabat production sécurité
        maintenance logistique comptabilité informatique excel marketing java python sql ressources humaines contrat
        salaire candidature analyse communication management responsable ingénieur technicien diplôme licence master
        outils réseau web données achats vente transport chantier audit paie recrutement finance banque santé énergie
        digital mobile cloud sap oracle devops react angular tanger fès agadir marrakech concours stagiaire""",
    "ar": """في من على الى عن و أن مع العمل خبرة شهادة تدريب منصب شركة فريق مشروع إدارة تسيير مهندس تقني محاسب سائق
        مباراة توظيف تكوين لغة الفرنسية المعلوميات الموارد البشرية المبيعات التسويق الجودة الإنتاج السلامة الرباط
        طنجة فاس مراكش أكادير التعليم الصحة وزارة جماعة ملف ترشيح أجل""",
    "en": """the and to of in for with a you we on as our team experience work project client skills data business
        management support english engineer software sales training quality development service product cloud python
        java sql finance marketing internship degree communication remote security analysis customer""",
}
SYLLABLES = {
    "fr": ("ba", "ri", "to", "men", "la", "ver", "si", "cor", "nou", "pel", "dan", "qui", "gra", "fo", "lum", "té"),
    "ar": ("با", "ري", "تو", "من", "لا", "سي", "كر", "نو", "بل", "دان", "قي", "غر", "فو", "لم", "عا", "حم"),
    "en": ("ba", "ri", "to", "men", "la", "ver", "si", "cor", "nou", "pel", "dan", "whi", "gra", "fo", "lum", "th"),
}  # fmt: skip


@cache
def common(language: str) -> tuple[str, ...]:
    """Return the words of texts in LANGUAGE, the most frequent first: real ones, then invented ones."""
    real = FREQUENT[language].split()
    rng = np.random.default_rng(SEED)
    parts = rng.integers(len(SYLLABLES[language]), size=(SIZE, 4))
    lengths = rng.integers(2, 5, size=SIZE)
    made = (
        "".join(SYLLABLES[language][i] for i in row[:n].tolist())
        for row, n in zip(parts, lengths, strict=True)
    )
    return (*real, *made)[:SIZE]


def title(language: str, trade: int, turn: int) -> str:
    """Write a title: one in five is an internship's."""
    trades, turns = TRADES[language], TURNS[language]
    first = [INTERNSHIP[language]] if trade % 5 == 0 else []
    return " ".join([*first, trades[trade // 5 % len(trades)], turns[turn % len(turns)]]).strip()


def employer(number: int) -> str:
    """Name an employer.

    >>> employer(0) == employer(0) != employer(1)
    True
    """
    parts = SYLLABLES["fr"]
    name = "".join(parts[number // 16**n % 16] for n in range(3)).title()
    return f"{name} {('Conseil', 'Maroc', 'Industrie', 'Services', 'Group')[number % 5]} {number // 4096 or ''}".strip()
