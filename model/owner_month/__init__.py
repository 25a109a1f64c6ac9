"""One month as the owner looks back on it: what it brought, who moved, what went wrong, and what to do now."""
