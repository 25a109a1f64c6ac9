"""What is planned: overdue, today, coming, done."""
