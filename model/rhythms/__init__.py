"""How often people come and buy again: each by their own rhythm, and what is usual of goods."""
