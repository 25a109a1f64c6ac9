"""What can be printed: choose, look, print or save."""
