"""The customer book itself: records, rules and files. Knows no window and no PDF."""
