"""The sentences that tell on site, hybrid or remote work from all else that is so called."""

import re

#: A number of days that is not the whole week, and how many days a sentence means.
_DAYS = (
    r"(?:[1-4]|une?|deux|trois|quatre|one|two|three|four|quelques|plusieurs|few|some)"
    r"(?: (?:a|ou|to|or|et) (?:[1-4]|une?|deux|trois|quatre|two|three|four))? ?(?:jours?|jrs?|j|days?|fois|times?)"
)
_AWAY = r"(?:tele ?travail\w*|tt|remote\w*|distance|distanciel\w*|home ?office|home|maison|domicile|wfh|teleworking)"
_HERE = r"(?:presentiel|sur site|sur place|on ?site|bureau|office|locaux|agence|site)"
_MORE = r"(?: \w+){0,4}? "
_WORK = r"(?:postes?|travail|emplois?|jobs?|missions?|contrat|stage|role|position|work|opportunity)"
_IS = (
    r"(?: (?:est|sera|se fait|is|a|an|100|entierement|totalement|completement|full|fully|propose|ouvert|disponible"
    r"|a temps plein|temps plein|en|in|de travail|uniquement|exclusivement|only|permanent))*"
)
_WHOLE = r"(?:100|full|fully|totalement|entierement|completement|exclusivement|uniquement|integralement|completely|entirely|purely)"

# fmt: off
_REFUSED = re.compile(
    r"\b(?:pas|point|jamais|sans|aucune?|ni)(?: (?:de|d|du|en|possibilite|ouverte?|eligible|possible|propose|compatible|au|a|le|faisable))*"
    r" (?:teletrav\w*|tele travail|remote|travail a distance|distanciel|tt|home ?office)\b"
    r"|\bnon (?:teletravail\w*|eligible au teletravail|ouverte? au teletravail|remote|compatible avec le teletravail)"
    r"|\b(?:no|not|non)(?: (?:a|an|open|for|to|eligible|available|suitable|possible))* (?:remote|remotely|work from home|wfh|teleworking|home ?office)\b"
    r"|\b(?:teletravail|remote(?: work(?:ing)?)?|travail a distance|work from home)"
    r" (?:(?:n )?est |is |sera |ne sera |n etant |option )?(?:non|no|not|pas|impossible|exclue?|none|aucun)\b(?! seulement)"
    r"|\bmust (?:be (?:able|willing) to )?work (?:on ?site|in person|from (?:the|our) office)\b"
    r"|(?:لا|ليس|ليست|بدون|غير)(?: [\u0621-\u064a]+){0,3} عن بعد|عن بعد غير"
)
_HYBRID = re.compile(
    r"\b(?:modes?|travail\w*|postes?|rythme|organisation|modele|format|contrat|role|regime|presence|fonctionnement|type|lieu|mode de travail|teletravail)"
    r"(?: (?:de travail|du poste|est|en|un|100|flexible et|flexible|et))* hybride\b"
    r"|^(?:en )?hybride?(?:$| (?:[1-4]|remote|teletravail|presentiel|role|position|work\w*|mode|schedule|flexible|possible|casablanca|rabat|tanger|maroc|morocco)\b)|\bhybride? (?:[1-4]|remote|teletravail|presentiel|possible|flexible|casablanca|rabat|tanger)\b"
    r"|\bhybrid (?:work\w*|mode|model|role|position|remote|jobs?|schedule|set ?up|arrangement|environment|policy|office|contract|presence|format|\(?[1-4])\b"
    r"|\b(?:mode|model|role|position|job|time|schedule|location|workplace|type|a|is|policy|arrangement|set ?up|style|working) hybrid(?: role| work\w*| position)?$"
    rf"|\b{_DAYS}{_MORE}(?:en |a |de |in the |from |at )*(?:{_AWAY}|{_HERE})\b"
    rf"|\b(?:tele ?travail|tt|remote|distanciel|a distance|home ?office|work from home|wfh|on ?site|presentiel|sur site|in office)(?: \w+){{0,3}}? {_DAYS}\b"
    r"|\bpartiellement (?:en |a )?(?:teletravail|distance|remote|distanciel)|\bpresence partielle"
    r"|\bteletravail (?:est )?(?:partiel\w*|hybride|regulier|occasionnel\w*|possible|ponctuel\w*|flexible|a temps partiel|encadre|autorise|accepte|envisageable|selon)"
    r"|\b(?:tele)?travail a distance (?:partiel\w*|possible|occasionnel\w*|ponctuel\w*)"
    r"|\bpossib\w* (?:de |d |du |avoir |faire |travailler |travail |en |a |effectuer |beneficier |une partie |partielle? |quelques jours |of |to |work |from |working )*(?:teletravail\w*|distance|remote\w*|home)\b"
    r"|\b(?:ouverte?s?|eligibles?|compatibles?|adaptee?s?) (?:au|a du|avec le) teletravail\b|\bteletravaillable\b"
    r"|\b(?:partly|partially|semi|occasional\w*|some|flexible|part time) (?:remote\w*|wfh|work from home)|\bremote (?:partiel\w*|possible|flexible|hybrid)"
    r"|\bpresentiel\w*(?: (?:et|ou|avec|en|a|du|puis))* (?:distanciel|distance|remote|teletravail)\b"
    r"|\b(?:teletravail|distanciel|distance|remote\w*)(?: (?:et|ou|or|and|en|du))+ (?:presentiel|sur site|on ?site|in office|bureau)\b"
    r"|\b(?:on ?site|in office|sur site)(?: (?:et|ou|or|and|en|du))+ (?:remote\w*|teletravail|a distance|work from home)\b"
    r"|\b(?:mix|combinaison|alternance|alternant|combination|balance)\w*(?: \w+){0,3} (?:teletravail|remote|presentiel|distance|office)\b"
    r"|(?:يوم|يومين|يومان|يوما|ايام|مرتين)(?: [\u0621-\u064a]+){0,3} (?:من المنزل|من البيت|عن بعد)|هجين|حضوري\w*(?: [\u0621-\u064a]{1,3})? و?عن بعد|عن بعد (?:و|او )?حضوري"
    r"|عن بعد (?:[\u0621-\u064a]+ ){0,2}(?:يوم|يومين|يومان|ايام|[1-4] ايام|جزييا)|(?:امكانيه|يمكن|امكان) (?:ال)?عمل (?:عن بعد|من المنزل|من البيت)"
)
_REMOTE = re.compile(
    rf"\b{_WHOLE} (?:en |a |in |au )?(?:remote\w*|teletravail|tele travail|distance|distanciel|domicile|home ?office|tt)\b"
    r"|\b(?:teletravail|remote|distanciel|a distance) (?:a )?(?:complet|total|integral|100|permanent|exclusif|exclusivement|oui|temps plein|a temps plein|5 jours)\b(?! possible)"
    rf"|\b{_WORK}{_IS} (?:teletravail|remote|home ?office|a distance|a domicile|distanciel|depuis (?:chez (?:vous|soi|eux|elles|lui)|la maison|(?:votre |son )?domicile))\b(?! (?:client|team|site|support|sens|monitor|tools?|polic|friendly))"
    r"|\b(?:travail\w*|bosse\w*) (?:en teletravail|en remote|a distance|depuis (?:chez (?:vous|soi|eux|elles|lui)|la maison|(?:votre |leur |son )?domicile)|a domicile(?! (?:chez|des|de|aupres))|de chez (?:vous|soi|eux|elles|lui)|a (?:la )?maison)\b"
    r"|\bremote (?:positions?|jobs?|roles?|opportunit\w*|contract|internship|only|basis|work from|working hours|from|in morocco|within morocco|anywhere|100|based)\b|\bremote first\b|^(?:full |fully )?remote(?:$| (?:morocco|maroc|full time|temps plein|cdi|freelance)\b)|\b(?:travail|poste|emploi)\w*\b(?: \w+){0,5} depuis (?:chez (?:vous|soi)|votre domicile|la maison)|\bremote work (?:from|position|opportunity|contract)\b"
    r"|\b(?:position|role|job|this|location|contract|place|lieu|mode|type|workplace|arrangement|set ?up|model|format|schedule)(?: (?:is|of|work|workplace|est|de travail|du poste|type|model|fully|100|a))* (?:remote|teletravail|distanciel|a distance)(?:$| (?:maroc|morocco|anywhere|emea|africa|afrique|worldwide|full time|temps plein|cdi))"
    r"|\b(?:work|working) (?:100 |fully )?(?:from home|remotely|from anywhere)\b|\bhome based (?:position|role|job|work)"
    r"|\b(?:lieu|mode|type|modalite|modalites)(?: (?:de|du|d|travail|poste|emploi|mission))* (?:en )?(?:teletravail|remote|a distance|distanciel|domicile)\b"
    r"|(?:العمل|عمل|وظيفه|وظايف|شغل|خدمه|الخدمه|فرصه|منصب|دوام|نعمل|يعمل|تعمل|[يتن]?شتغل(?: [\u0621-\u064a]+)?|الوظيفه|المنصب)(?: [\u0621-\u064a]+)? (?:عن بعد|من المنزل|من البيت|من الدار|من دارك|من منزلك)|عن بعد بالكامل|\b(?:recherch|recrut|cherch|hiring|embauch)\w*\b(?: \w+){1,8}? (?:en (?:full )?(?:teletravail|remote)|a distance)(?:$| (?:partout|pour|au|de|du|base|depuis|et|sur|temps)\b)|(?:مقر|مكان) العمل عن بعد"
)
_ONSITE = re.compile(
    r"\b(?:100|uniquement|exclusivement|entierement|strictement|totalement|postes?|travail|mode|emplois?|format|mode de travail|poste est|poste a pourvoir)"
    r" (?:est |sont |sera )?(?:en |a )?(?:100 )?(?:presentiel|sur site)\b(?! (?:client|du client|des clients|industriel|minier|web|internet|de production|e commerce))"
    r"|^(?:en )?presentiel\b|\bpresentiel (?:obligatoire|uniquement|exclusif|exclusivement|requis|100|a 100|oui|seulement|impose|total)|\bpresence (?:physique )?(?:obligatoire |requise )?(?:sur site|au bureau|en presentiel) (?:obligatoire|requise|exigee|100)"
    r"|\bon ?site (?:only|positions?|roles?|jobs?|work|presence|attendance|employment)\b|\b(?:fully|100|full|role is|position is|job is|strictly|this is an|time) on ?site\b"
    r"|\bin (?:office|person) (?:positions?|roles?|only|jobs?)\b|\boffice based (?:roles?|positions?|jobs?)\b|\b(?:role|position|job|this|is|be) (?:is |fully |will be )*office based\b|\bwork(?:ing)? from (?:the |our )(?:\w+ )?offices?\b|\bwork(?:ing|s)? (?:on ?site|in person) (?:at|in|from) (?!client|custom)"
    r"|\bpresence (?:physique )?(?:est )?(?:obligatoire|exigee|requise) (?:sur site|(?:au|dans les|dans nos|a nos) (?:bureaux?|locaux|siege))|\blocation (?:is )?in person\b|\b(?:five|5|cinq|all) (?:days|jours)(?: (?:a|per|par|sur))?(?: (?:week|semaine|5))? (?:in (?:the |our )?office|on ?site|au bureau|sur site|en presentiel|de presentiel)\b|\b100 (?:in office|office)\b"
    r"|\b(?:lieu|mode|type|workplace|modalites?)(?: (?:de|du|d|travail|poste|lieu|type))* (?:en )?(?:presentiel|sur site|on ?site)\b|\b(?:office site only)\b"
    r"|(?:العمل|عمل|بشكل|دوام|وظيفه|الدوام|شغل) (?:ال)?حضوري|(?:العمل|عمل|[يت]شتغل|الدوام) (?:[\u0621-\u064a]+ )?(?:بمقر|في مقر|من مقر|بمكاتب|في مكاتب|من مكاتب|بالمكتب|في المكتب|من المكتب)|الحضور (?:[\u0621-\u064a]+ ){0,2}(?:المكتب|مقر الشركه|المقر) (?:يومي|الزامي|اجباري|ضروري)"
)
#: What is done at a distance but is not the work, what others do there, what is only wished.
_ELSE = re.compile(
    r"\b(?:(?<!apres )(?<!apres la )formations?(?! (?:assuree|remuneree|initiale|comprise|payee))|trainings?|entretiens?|interviews?|cours|enseign\w*|apprentissage|e learning|vente|vendre|vend\w*|surveillance|tele ?surveill\w*"
    r"|assist\w*|utilisateurs?|interven\w*|support|depannage|maintenance|diagnostic|controle|control|monitor\w*|sensing|acces|access|desktop|prise en main|commande|pilotage"
    r"|reunions?|meetings?|equipes? (?:a|en|remote)|(?:manag|coordin|support|help|assist|lead)\w* (?:\w+ ){0,3}remote|remote (?:teams?|sites?|locations?|areas?|tools?|polic\w*|friendly|clients?|customers?|users?|sales|offices?|work (?:tools?|polic\w*|infra\w*|solution))"
    r"|experiences?|capacite|aptitude|habitu\w*|ability|able|comfortable|leads|outils?|solutions?|cloud|vehic\w*|moteurs?|motorisation|voitures?|electri\w*|evenements?|events?|infrastructures?"
    r"|التكوين|تكوين|التعليم|تعليم|البيع|المبيعات|المراقبه|مراقبه|التحكم|الدعم|دورات|الدورات|تدريس|دروس|الدروس|المقابله)\b"
)
# "Lieu : Rabat (hybride)", "Poste basé à Tanger, en présentiel"
_PLACED = re.compile(
    r"\b(?:lieu|location|localisation|ville|based in|base a|basee? a|situe a)(?: (?!client|equipe|team)\w+){1,6}?"
    r" (?:(?P<hybrid>hybride?)|(?P<remote>(?:full )?remote|teletravail|a distance)|(?P<onsite>presentiel|on ?site|sur site|in person))"
    r"(?:$| (?:contrat|type|salaire|contract|date|full time|temps plein|cd[id])\b)"
)
# Among what is offered beside the pay, teleworking is a part of the week.
_BENEFIT = re.compile(
    r"\b(?:avantages?|benefits?|perks|mutuelle|tickets? resto|tickets? restaurant|carte restaurant|assurance)\b.{0,70}\b(?:teletravail|remote work|home ?office)\b"
    r"|\bteletravail\b.{0,60}\b(?:mutuelle|tickets? resto|tickets? restaurant|carte restaurant|assurance)\b"
)
# fmt: on


def mode_of(clause: str) -> str | None:
    """Return the mode that a folded sentence states of the work itself.

    >>> mode_of("teletravail deux jours par semaine"), mode_of("poste en teletravail")
    ('hybrid', 'remote')
    >>> mode_of("pas de teletravail"), mode_of("formation a distance")
    ('onsite', None)
    """
    if _REFUSED.search(clause):
        return "onsite"
    if _ELSE.search(clause):
        return None
    if _HYBRID.search(clause):
        return "hybrid"
    if _REMOTE.search(clause):
        return "remote"
    if _ONSITE.search(clause):
        return "onsite"
    if placed := _PLACED.search(clause):
        return placed.lastgroup
    return "hybrid" if _BENEFIT.search(clause) else None
