from spiders.bases.wordpress import WordPressSpider


class DreamJob(WordPressSpider):
    """A blog that announces vacancies of companies and of the state.

    Publisher: DreamJob.ma
    Terms: https://www.dreamjob.ma/
    """

    name = "dreamjob"
    title = "DreamJob.ma"
    kind = "board"
    allowed_domains = ["dreamjob.ma"]
    start_urls = ["https://www.dreamjob.ma/"]

    # WordPressSpider
    categories = (1527, 77)  # "Emploi Maroc" and "Emploi public": the rest is guides, news, abroad
    no_vacancy = r"dreamjob\.ma/(?:resultats?|guides?|actualites?|conseils?)/"
