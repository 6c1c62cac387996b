"""Who may come in: the owner, the places where the owner is signed in, and failed attempts."""
