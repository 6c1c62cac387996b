"""Pictures: checked, cleaned, stored once by content, and served under an address that never changes."""
