"""Moving out: everything that was written, as Markdown and pictures, for this blog or another.

What is written here is what `blog import markdown` reads: each file beside this one has its
counterpart one folder up.
"""
