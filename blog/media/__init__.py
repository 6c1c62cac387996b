"""Pictures: checked, cleaned, stored once by content, under an address that never changes."""
