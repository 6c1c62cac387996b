"""What the blogger decides on the desk: the blog's name, tagline, language, time zone, footer.

Not to be mixed up with `blog/config.py`, which holds what the machine decides.
"""
