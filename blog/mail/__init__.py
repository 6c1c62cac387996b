"""Letters as mail servers know them. What they say, and to whom, is decided elsewhere."""
