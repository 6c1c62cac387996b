"""Addresses that lead elsewhere, or nowhere any more, by the blogger's own word; and those that
readers ask for in vain.
"""
