"""What is printed: plain facts in, PDF out. Knows the model and ReportLab, never Qt."""
