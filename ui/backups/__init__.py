"""Backups: how safe the book is, where its backups go, what is in them, and the way back."""
