"""Commonplace: a personal blog you write in, that readers follow by tag and theme.

How to read this package: start at `app.py`, which puts everything together in reading order.
Below it, domain packages (`posts`, `topics`, `media`, …) hold tables and rules and know nothing of
HTTP; `web/` holds one area for each kind of visitor; `markdown/` is the only way from text to HTML.
ARCHITECTURE.md says who may import whom, and a contract in pyproject.toml keeps it so.
"""
