"""Visits: what is planned, what was made, what customers suggest, and looking back."""
