"""A person's story, in a real browser, against the blog served as it is served in earnest."""
