"""What can be followed: a tag, a theme, a kind of work, and any combination of them."""
