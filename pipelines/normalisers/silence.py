"""Words that say that nothing is said."""

from offers.text import fold

_SILENT = frozenset(
    fold(words)
    for words in """
    -|--|.|?|x|u|n a|n/a|na|n.c.|nc|n.d.|null|none|nan|undefined|vide|autre|autres|other|others|divers
    |autre ville|autres villes|non spécifié|non specifiee|non précisé|non précisée|non renseigné
    |non communiqué|non communiquée|non défini|non définie|non mentionné|not specified|unspecified
    |unknown|inconnu|inconnue|à définir|a discuter|à convenir|à négocier|à déterminer|selon profil
    |indifférent|peu importe|tous|toutes|tout|any|ville|ville non précisée|lieu|choisir|sélectionner
    |select|confidentiel|غير محدد|غير محددة|أخرى|آخر|مدينة أخرى|سيحدد لاحقا|غير مذكور
    """.split("|")
)


def is_silent(text: str | None) -> bool:
    """Tell whether TEXT says nothing: empty, or a form's way of leaving a question open.

    >>> is_silent("Non spécifié"), is_silent(" - "), is_silent("Casablanca")
    (True, True, False)
    """
    return not text or (len(text) < 40 and (not (key := fold(text)) or key in _SILENT))
