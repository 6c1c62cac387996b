"""HTTP: one area for each kind of visitor. Views parse, call a command, answer; no rules here."""
