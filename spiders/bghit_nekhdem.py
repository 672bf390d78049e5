from spiders.bases.wordpress import WordPressSpider


class BghitNekhdem(WordPressSpider):
    """A blog that announces vacancies and internships.

    Publisher: Bghit Nekhdem
    Terms: https://bghit-nekhdem.com/
    """

    name = "bghit_nekhdem"
    title = "Bghit Nekhdem"
    kind = "board"
    allowed_domains = ["bghit-nekhdem.com"]
    start_urls = ["https://bghit-nekhdem.com/"]

    # WordPressSpider
    categories = ("emploi-maroc", "stage")
