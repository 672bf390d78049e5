"""The readers that bench.crawl compares, each a process of its own."""
