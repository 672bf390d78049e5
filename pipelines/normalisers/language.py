"""The language that a posting is written in."""

import re
from collections import Counter


#: Enough to tell a language by; the rest of a long text would only cost time.
READ = 1200

_ARABIC = re.compile("[\u0600-\u06ff]+")
_LATIN = re.compile("[a-zà-ÿœ]+")

# Words that are frequent in one language, and what postings begin with; a word of several languages
# counts for each of them.
_WORDS = {
    "fr": "le la les l des du de d un une et en au aux pour par sur avec dans est sont vous nous votre vos notre nos "
    "qui que ce cette ces son sa ses ou à être avez assurer poste recherche recherchons profil expérience équipe "
    "société entreprise missions mission responsable chargé chargée technicien technicienne ingénieur ingénieure "
    "commercial commerciale assistant assistante conseiller conseillère vendeur vendeuse agent directeur "
    "comptable chef recrute recrutement stage stagiaire offre emploi développeur f h hf clientèle ouvrier "
    "opérateur gestionnaire aide cuisinier serveur infirmier professeur enseignant conducteur chauffeur "
    "électricien mécanicien secrétaire caissier caissière superviseur animateur formateur juriste acheteur "
    "téléconseiller téléconseillers télévendeur magasinier réceptionniste francophone maçon soudeur",
    "en": "the and of to in for with you we our your is are will be a an on as at by from this that or have "
    "experience team work role looking skills job manager engineer developer senior junior lead officer "
    "analyst sales customer support assistant business specialist software data head intern internship agent "
    "teacher speaking english accountant consultant executive representative coordinator",
    "es": "el los las y en con para por un una es son que su sus se al del nuestro nuestra usted experiencia empresa "
    "trabajo puesto buscamos equipo atención cliente comercial de la como o ingeniero español hispanohablante",
    "de": "der die das und ist sind für mit wir sie ein eine einen zu im in auf von den des dem bei als oder ihre "
    "unsere nach erfahrung stelle suchen kunden m w deutsch deutschsprachig mitarbeiter kundenberater kundenservice",
    "nl": "de het een en van voor met wij je jij zijn is op te in aan bij als of onze jouw naar ervaring "
    "functie zoeken klanten klantenservice medewerker nederlands nederlandstalig nederlandstalige ben bent",
    "it": "il lo la gli le e di per con una un è sono che nel della del dei delle nostro nostra siamo esperienza "
    "azienda lavoro cerchiamo ricerca cliente italiano italiana addetto addetta clienti",
    "pt": "o a os as e de do da dos das em no na para com um uma é são que por nosso nossa você experiência empresa "
    "trabalho procuramos equipe vaga cliente português",
}  # fmt: skip
_SPOKEN: dict[str, tuple[str, ...]] = {
    word: tuple(code for code, words in _WORDS.items() if word in words.split())
    for words in _WORDS.values()
    for word in words.split()
}
#: Of languages that count the same, the one that Morocco's postings are the more often written in.
_ORDER = tuple(_WORDS)


def read_language(title: str | None, text: str | None = None) -> str | None:
    """Return the ISO 639-1 code of the language of a posting, or None where its words do not tell.

    >>> read_language("Comptable confirmé", "Nous recherchons un comptable pour notre client")
    'fr'
    >>> read_language("محاسب بالدار البيضاء"), read_language("Customer Support Agent"), read_language("XYZ")
    ('ar', 'en', None)
    """
    said = f"{title or ''}\n{text[:READ] if text else ''}"[: 2 * READ].lower()
    arabic = sum(map(len, _ARABIC.findall(said)))
    latin = _LATIN.findall(said)
    # An Arabic posting holds Latin names and addresses; a Latin one hardly any Arabic.
    if arabic and arabic >= 0.4 * sum(map(len, latin)):
        return "ar"
    told = Counter(code for word in latin for code in _SPOKEN.get(word, ()))
    if not told:
        return None
    best = max(told.values())
    return next(code for code in _ORDER if told[code] == best)
