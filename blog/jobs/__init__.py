"""Work for later, kept in the database: what takes seconds, and what is due at a time of day.

A job is a name and what it is about. Which function a name stands for is said in blog/wiring/
alone, so that a domain can ask for work without knowing who does it.
"""
