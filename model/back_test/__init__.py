"""The forecast beside what happened: refitted on the book as it was, held against the months since."""
