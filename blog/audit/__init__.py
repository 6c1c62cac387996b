"""The log of what the owner, or somebody in the owner's name, has done to the blog.

Domains tell facts (`events.py` of each), `facts.py` says which of them are for the log and what is
written down, and `wiring/` gives those to `note`. Nothing here decides anything, and nothing else
writes these rows.
"""
