"""Forms that several areas open: one a record, each saved as one act of one person."""
