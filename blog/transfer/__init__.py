"""Moving in and out: whole folders of writing and pictures.

Everything goes through the same commands as on the desk, so nothing comes in that could not have
been typed there.
"""
