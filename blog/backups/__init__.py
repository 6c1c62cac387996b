"""Backups: one file with all there is, made while the blog is served, proven by being restored.

A file is a ZIP archive: the database, the pictures, the secret, and the same writing once more as
Markdown, for the day on which no program reads the rest. `manifest.json` says what is in it.
"""
