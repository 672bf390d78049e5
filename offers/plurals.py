"""How many: the plural forms of our languages."""


def plural(lang: str, n: int) -> str:
    """Name the plural form of N, as CLDR does.

    >>> plural("fr", 0), plural("en", 0), plural("ar", 2), plural("ar", 7), plural("ar", 100)
    ('one', 'other', 'two', 'few', 'other')
    """
    if lang == "ar":
        if n <= 2:
            return ("zero", "one", "two")[n]
        return "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other"
    return "one" if n == 1 or (lang == "fr" and n == 0) else "other"
