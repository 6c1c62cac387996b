"""What can be followed: tags, themes and kinds of works, one or several put together."""
