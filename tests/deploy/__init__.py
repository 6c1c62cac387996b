"""The files of deploy/, tried on this machine: `python -m tests.deploy`."""
