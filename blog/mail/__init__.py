"""Letters: written from templates, put into messages, handed to a mail server.

Nothing here knows of posts or followers. No letter is sent inside a transaction: how it went is
known only afterwards, and is a value (outcomes.py), never an exception.
"""
