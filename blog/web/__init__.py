"""HTTP: one area for each kind of visitor. Views parse, call a command, and answer; they hold no rules."""
