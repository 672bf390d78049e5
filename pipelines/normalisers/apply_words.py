"""The sentences by which an employer says where an application is to be brought."""

import re

from offers.text import fold

# What is handed in, and how one says so; of the folded sentence.
_PAPERS = (
    r"(?:cv\w*|c v|curriculum\w*|candidatures?|dossiers?|resumes?|applications?|demandes? d emploi|lettres? de motivation|pieces|documents"
    r"|(?:ال)?سيره|سيرتك\w*|سيركم|سيرتهم|(?:ال)?ترشيح\w*|ترشيحات\w*|(?:ال)?طلبات?|طلباتهم|(?:ال)?ملفات?|ملفاتهم|ملفكم|ملفهم|(?:ال)?سي في|السيفي|cv)"
)
_SEND = (
    r"(?:envo(?:yer|yez|i|ie|ient|yes|yee?s?)|adress(?:er|ez|ees?)|transmett?(?:re|ez)|transmis\w*|parvenir|postul\w*|candidat\w*|soumet\w*|deposer|deposez"
    r"|merci d|apply|applying|send|sent|submit\w*|forward|email|e mail|share|drop|interess\w*|interested"
    r"|ارسال|ارسل\w*|ترسل|يرسل\w*|توجه|يوجه\w*|ابعث\w*|بعث|صيفط\w*|تقدم|تقديم|التقديم|للتقديم|الترشح|للترشح|للترشيح|موافاتنا|التقدم|للمهتمين|الراغب\w*)"
)
_NUMBER = r"(?:telephone masque|(?:00 ?)?(?:212|0) ?[5-8](?: ?\d){7,8})"
# fmt: off
_MAILBOX = re.compile(r"[\w.+-]{1,64}\s?(?:@|\[at\]|\(at\)|\[arobase\])\s?[\w-]{1,63}[.,]|\[e-?mail masqu")
_OF_HIRING = re.compile(
    r"\b(?:recru\w*|rh|drh|grh|hr|jobs?|emplois?|carrieres?|careers?|candidatures?|cv|cvs|stages?|stagiaires?|hiring|talents?|people|postuler|apply|resume)[\w.+-]*\s?@"
)
#: A mailbox for something else than an application.
_NOT_APPLYING = re.compile(
    r"\b(?:informations?|renseignements?|questions?|accommodat\w*|accessib\w*|handicap\w*|disabilit\w*|donnees personnelles|privacy|gdpr|rgpd|reclamations?"
    r"|09 08|cndp|suppression|support client|clients|fraud\w*|scams?|استفسار\w*|معلومات)\b"
)
_EMAIL = re.compile(
    rf"\b(?:{_SEND}|{_PAPERS})\b.{{0,120}}?\b(?:par|via|by|sur|a|at|to) (?:l |the |votre |notre |voie |adresse )*(?:e ?mails?|mail|courriels?|courrier electronique|adresse (?:e ?mail|mail|electronique)|email address|messagerie)\b"
    r"|\b(?:par|via) (?:e ?mail|mail|courriel|courrier electronique)\b.{0,60}\b(?:cv|candidature|dossier)"
    rf"|{_SEND}.{{0,140}}(?:(?:ال)?بريد (?:ال)?الكتروني|(?:ال)?عنوان (?:ال)?الكتروني|(?:ال)?ايميل|بالايميل|الاميل)|{_PAPERS}.{{0,100}}(?:بريد (?:ال)?الكتروني|البريد (?:ال)?الكتروني|العنوان (?:ال)?الكتروني|(?:ال)?ايميل)"
)
_PHONE = re.compile(
    rf"\b(?:{_SEND}|{_PAPERS})\b.{{0,40}}?\b(?:au|sur|to|on|at) (?:le |ce |this |the )?(?:numero |number |tel |gsm )?telephone masque|"
    rf"\b(?:{_SEND}|{_PAPERS})\b.{{0,90}}?\b(?:par|via|sur|by|on|through|au|a) (?:le |notre |message |numero |ce |the )*(?:whats ?app|watsapp|whatsap|wtsp|wathsapp)\b"
    rf"|(?:{_SEND}|{_PAPERS}).{{0,100}}(?:واتساب|الواتساب|وتساب|واتس)|\bwhats ?app\b.{{0,30}}\b(?:votre cv|your cv|cv)\b"
    r"|\b(?:postul\w*|candidat\w*|interess\w*|rendez vous|entretien|pour ce poste|embauche|recrutement|to apply|apply)\b.{0,70}\b(?:appel(?:er|ez)|contact(?:er|ez)(?: nous| moi)?(?: au| par tel\w*| sur le| directement au)|telephon(?:er|ez)|call(?: us)?(?: on| at)?|joindre)\b"
    r"|\b(?:contact\w*|appel\w*|call|joindre)\b.{0,50}telephone masque.{0,40}\b(?:postul\w*|candidat\w*|entretien|interess\w*|apply|cv)\b"
    r"|\b(?:appelez|telephonez|contactez|merci d appeler|veuillez appeler|priere d appeler|please call|call us)(?: nous| moi| le| au| directement| par telephone| sur| ce numero| numero| on| at| par| tel)* (?:telephone masque|0 ?[5-8]|212)"
    rf"|\b(?:contacte[rz]|joindre|joignez|appele[rz]|call|whats ?app\w*|wtsp)\b(?: (?!clients?|fournisseurs?)[a-z\u0621-\u064a]+){{0,4}} {_NUMBER}|{_NUMBER}(?: \w+){{0,2}} (?:whats ?app|wtsp)\b"
    rf"|(?:واتساب|الواتساب|واتس|للتواصل)(?: [\u0621-\u064a]+){{0,3}} {_NUMBER}"
    r"|\b(?:nous|me|moi) contacter\b.{0,30}\b(?:telephone|whats ?app)|\bcontact(?:er|ez)(?: nous| moi)?(?: (?!clients?|prospects?)\w+){0,2} (?:sur|via|par|au|on)(?: le| notre)? whats ?app"
    r"|\bmessage (?:sur|via|par|on) (?:le )?whats ?app"
    r"|(?:اتصل\w*|الاتصال|التواصل|تواصل\w*|اتصلوا|للاتصال) .{0,40}(?:telephone masque|رقم|الهاتف|ارقام|0 ?[5-8]|واتساب)"
)
_DEPOSIT = r"(?:drop|depos(?:er|ez|es?|ees?|ition)|depots?|remettre|remis(?:es?)?|apporter|deposit\w*|hand(?:ed)? in|drop(?:ped)? off|delivered|submit\w*)"
_IN_PERSON = re.compile(
    rf"\b{_DEPOSIT}\b.{{0,140}}?\b(?:bureaux? d ordre|sur place|au siege|siege (?:social|de|du)|a l accueil|reception|secretariat|service du courrier|directement (?:au|a l|a la|aupres|chez|dans)|aupres (?:de|du|des)"
    r"|a l adresse (?!e ?mail|mail|electronique)|adresse suivante|a l agence|en agence|agences?|guichet|division|direction|delegation|faculte|ecole|magasin|boutique|usine|restaurant|hotel|dans nos locaux|nos bureaux|services? (?:du|des|rh|de (?:la|gestion))|commune|province|at (?:the|our) (?:office|reception|front desk|headquarters|school))\b"
    rf"|\b{_PAPERS}\b.{{0,100}}?\bbureaux? d ordre\b|\bbureaux? d ordre\b.{{0,80}}\b{_PAPERS}\b"
    r"|\b(?:se presenter|presentez vous|presenter vous|vous presenter|rendez vous|passez|passer|venez|come|walk in|visit)\b.{0,90}\b(?:avec|muni\w*|cv|dossier|pieces|carte nationale|cin|with|bringing)\b"
    r"|\b(?:se presenter|presentez vous) (?:directement |personnellement )?(?:au|a l|a la|sur place|a notre|dans nos|chez|tous les|du lundi|le lundi|a partir)\b|\bwalk in interviews?\b|\b(?:apportez|apporter) (?:votre |vos |un |son |leur )?(?:cv|dossier|candidature)"
    rf"|(?:وضع|ايداع|تودع|توضع|يودع|يودعو\w*|يضع\w*|ادلاء|دفع|تدفع|يدفع|تسلم|تسليم|الايداع|تقديم|تقدم)\b.{{0,120}}?(?:مكتب الضبط|بمكتب|كتابه الضبط|بمقر|مقر|لدي|مباشره|بمصلحه|مصلحه|بمديريه|بقسم|بالعنوان|بعين المكان)"
    r"|مكتب الضبط|(?:الحضور|التوجه|توجه\w*|الالتحاق) .{0,60}(?:مقر|بمقر|الشركه|المعمل|العنوان|الوكاله|سيره|السيره|مصحوب\w*|cv)"
)
_POST = re.compile(
    rf"\b(?:{_SEND}|{_PAPERS})\b.{{0,140}}?\b(?:par|via|by) (?:lettre |envoi |simple )?(?:courrier(?! electronique)|voie postale|la poste|poste|post|registered (?:mail|post)|regular mail|pli)\b"
    rf"|\b(?:{_SEND}|{_PAPERS})\b.{{0,100}}?\b(?:sous pli|pli (?:ferme|confidentiel|recommande)|boite postale|adresse postale|lettres? recommandees?|recommande avec|courrier (?:recommande|postal|rapide))\b"
    r"|\b(?:par|via) (?:courrier (?:recommande|postal|simple)|voie postale)\b.{0,60}\b(?:cv|candidature|dossier)|\b(?:dossiers?|candidatures?)\b.{0,120}\bb ?p \d"
    rf"|(?:{_SEND}|{_PAPERS}).{{0,120}}(?:البريد (?:المضمون|العادي|المسجل|السريع)|بريد مضمون|عن طريق البريد(?! (?:ال)?الكتروني)|عبر البريد(?! (?:ال)?الكتروني)|بواسطه البريد(?! (?:ال)?الكتروني)|صندوق البريد)"
)
_PORTAL = re.compile(
    r"\b(?:inscri\w*|candidatures?|candidater|postul\w*|deposer|deposes?|deposees?|dossiers?)\b.{0,80}\b(?:sur|via|a travers) (?:le |la |notre |son |l )*(?:portail|plateforme|application|site (?:web |internet |officiel )*(?:du|de la|de l|des|officiel))\b"
    r"|(?:التسجيل|تسجيل|الترشيح|الترشح|ترشيحات\w*|ايداع|تقديم|التقديم|تودع|تعبيه|ملء) .{0,80}(?:عبر|علي|في|من خلال) (?:ال)?(?:بوابه|البوابه|منصه|المنصه|الموقع|موقع)"
)
# fmt: on


_WANTED = re.compile(rf"\b(?:{_SEND}|{_PAPERS}|inscri\w*|regist\w*|التسجيل|تسجيل)\b")
_CALLED = re.compile(
    r"appel(?:er|ez)|telephon|whats|contacte|واتس|present|rendez vous|passez|venez|call|walk|اتصل|اتصال|تواصل|حضور|توجه|التحاق|ضبط"
)
_HOST = re.compile(
    r"(?<![@\w.-])(?:https?://)(?:www\.)?([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})"
    r"|(?<![@\w.-])www\.([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})"
    r"|(?<![@\w.-])([a-z][\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.(?:ma|com|org|jobs))\b"
)
_TO_SITE = re.compile(
    r"\b(?:apply|applications?|postul\w*|candidat(?:er|ez|ure|ures)|inscri\w*|depos\w*|depots?|soumett\w*|submit\w*|register|envoy\w*|cv"
    r"|التسجيل|تسجيل|الترشيح\w*|الترشح|للترشيح|للترشح|ترشيحات\w*|التقديم|للتقديم|التقدم|ايداع|تعبيه)\b.{0,90}?"
    r"\b(?:sur|via|a travers|at|on|through|using|here|ici|link|lien|suivant\w*|site\w*|page|portail|plateforme|adresse|en ligne|online|formulaire|form|rempli\w*"
    r"|عبر|علي|خلال|[بف]?ال?موقع|الموقع|موقع|رابط|الرابط|بوابه|البوابه|منصه|المنصه|التالي|التاليه|الكتروني\w*|الالكتروني\w*)\b(?: \S+){0,6}$"
    r"|\b(?:apply|postule[rz]|candidat(?:er|ures?)|inscriptions?|للتقديم|للترشيح|للتسجيل)(?: here| ici| online)?$"
    r"|\b(?:liens?|links?|site|plateforme|portail|page|formulaire|form|رابط|الرابط|موقع|الموقع)\b.{0,40}"
    r"\b(?:postul\w*|candidat\w*|inscri\w*|appl(?:y|ication)|registration|recrutement|التسجيل|الترشيح|التقديم|للتقديم|للترشيح|للتسجيل)\b(?: \S+){0,4}$"
)
_SITE_TO = re.compile(
    r"[^.]{0,40}?\b(?:(?:to|and) apply|pour (?:postuler|candidater|s'inscrire|vous inscrire)|لتقديم|للتقديم|للتسجيل)"
)
_REFUSED = re.compile(
    r"\b(?:not to|do not|don t|cannot|not accept\w*|no applications?|ne pas|n acceptons (?:pas|aucun\w*)|n est accept\w*|ne (?:sera|seront|sont) (?:pas|plus)"
    r"|aucun\w* (?:candidature|dossier|cv|depot)\w*|sera rejete\w*|لا (?:تقبل|يقبل|نقبل|ترسل\w*)|لن (?:تقبل|يقبل))\b"
)
# What one will do once hired, with customers' files.
_DUTY = re.compile(
    r"(?<!veuillez )(?<! de )\bvous (?:ger|envoy|depos|trait|assur|prepar|suiv|class|recev|etabliss|transmett|repond|contact|appel|present|accueill)\w*\b"
    r"|\b(?:gestion|traitement|gerer|traiter|repondre|prospection|prospects?|fournisseurs?|appels? d offres|marches publics|clientele|(?:aux|des|les|nos|vos|de) clients|customers|service client)\b"
)
# "Envoyez votre CV à …": whatever else the sentence tells, this asks for it.
_ORDERED = re.compile(
    r"(?:envo(?:yer|yez|i)|transmett\w+|adress(?:er|ez)|send|submit|أرسل\w*|ارسل\w*|إرسال|ارسال)[^@\n]{0,40}\b(?:cv|candidatures?|dossiers?|resume|السيرة|سيرتك\w*)\b[^@\n]{0,40}(?:@|\[e-?mail)"
)
# "Déposer les dossiers auprès des administrations" is a task, "Envoyer CV" is none.
_TASK = re.compile(
    r"(?:deposer|remettre|transmettre|envoyer|contacter|adresser|appeler|etablir|assurer|preparer|recevoir|accueillir) "
)
_HIRING = re.compile(
    r"\b(?:cv|c v|candidat\w*|votre|vos|postul\w*|recru\w*|rh|interess\w*|concours|telephone masque|\d{8,10}|\d\d(?: \d\d){4}|nous|moi)\b"
)
_KINDS = (
    ("in_person", _IN_PERSON),
    ("post", _POST),
    ("email", _EMAIL),
    ("phone", _PHONE),
    ("site", _PORTAL),
)


def kind_of(plain: str) -> tuple[str, str] | None:
    """Return how to apply as a sentence in small letters says, and the host it names for it.

    >>> kind_of("cv à envoyer à rh@x.example"), kind_of("postulez sur www.x.example/emplois")
    (('email', ''), ('site', 'x.example'))
    >>> kind_of("répondre aux clients par e-mail") is None
    True
    """
    key = fold(plain)
    wanted = _WANTED.search(key)
    if not wanted and not _CALLED.search(key) and not _MAILBOX.search(plain):
        return None
    if _REFUSED.search(key) or (_TASK.match(key) and not _HIRING.search(key)):
        return None
    kinds = () if _DUTY.search(key) and not _ORDERED.search(plain) else _KINDS
    told = [(match.end(), code) for code, pattern in kinds if (match := pattern.search(key))]
    if (box := _MAILBOX.search(plain)) and _asks(plain, key):
        told.append((box.start() * len(key) // len(plain), "email"))
    if (not told or min(told)[1] == "site") and (host := _asked_site(plain)):
        return "site", host
    return (min(told)[1], "") if told else None


def _asked_site(plain: str) -> str | None:
    """Return the host that a sentence tells to apply on."""
    host = _HOST.search(plain)
    if not host or _NOT_APPLYING.search(plain):
        return None
    if not _TO_SITE.search(fold(plain[: host.start()])) and not _SITE_TO.match(plain, host.end()):
        return None
    return next(filter(None, host.groups()))


def _asks(plain: str, key: str) -> bool:
    """Tell whether a sentence with a mailbox asks to write to it."""
    if _ORDERED.search(plain):
        return True
    if _NOT_APPLYING.search(key):
        return False
    return bool(_OF_HIRING.search(plain) or _WANTED.search(key))
