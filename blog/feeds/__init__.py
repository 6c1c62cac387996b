"""Feeds and the sitemap: what programs are told. The builders are pure; queries.py alone reads."""
