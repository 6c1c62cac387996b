"""Readers' pages from memory, before Flask is asked: plain WSGI over the version of the database.

Nothing here knows what a page is about. What may be kept, the application says (notes.py).
"""
