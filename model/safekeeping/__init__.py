"""Keeping the book safe: locks, backups, copies that are joined, what is salvaged from a damaged one."""
