"""Two texts word by word: compared, and merged where both go on from a third. Pure and bounded."""
