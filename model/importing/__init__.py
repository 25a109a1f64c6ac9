"""From a strange table to records of the book: read the file, match its columns, plan, apply."""
