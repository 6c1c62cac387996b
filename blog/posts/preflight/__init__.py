"""The look over a piece before it goes: one rule in one file, put together in check.py.

A finding never stands in the way of publishing; what cannot be, commands.py refuses.
"""

from blog.posts.preflight.check import check
from blog.posts.preflight.findings import Circumstances, Finding, Severity

__all__ = ["Circumstances", "Finding", "Severity", "check"]
