"""The log of what the owner, or somebody in the owner's name, has done to the blog.

Domains tell facts (`events.py` of each), `wiring.py` gives them to `note`, and `facts.py` says what
is written down of each. Nothing here decides anything, and nothing else writes these rows.
"""
