"""Searching what readers may read, in any script.

Independent of feeds and cards; kept in step by what posts, topics and works tell (wiring/).
"""
