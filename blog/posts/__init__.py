"""Posts and pages: what they are, who may see them when, and how they change."""
