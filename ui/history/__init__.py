"""What was done in the book, what was deleted, and what two copies disagree about."""
