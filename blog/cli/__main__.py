"""`python -m blog.cli`: the `blog` command without its script, for processes of our own."""

from blog.cli import main

main()
