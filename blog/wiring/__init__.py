"""What belongs to what: who reacts to which fact, and which function does which job.

Two pages, since those who serve readers do no jobs, and need not load what jobs are made of.
"""
