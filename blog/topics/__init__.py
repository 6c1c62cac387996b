"""Tags and themes. A tag is a free label; a theme is a heading the blogger curates by hand.

Posts lie above this package: it knows them by id only.
"""
