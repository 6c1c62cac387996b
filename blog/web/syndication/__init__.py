"""Feeds, sitemap and robots.txt, for machines."""

from flask import Blueprint

blueprint = Blueprint("syndication", __name__)
