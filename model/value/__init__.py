"""What customers are worth: what they bring now, what they will probably bring, and how sure that is."""
