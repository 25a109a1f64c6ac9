"""The customers: the list of all, and the card with everything about one."""
