"""Works: films, books and whatever else is reviewed, who made them, and what a post says of them.

A *work* is the thing reviewed; a *review* is what one post says of one work.
"""
