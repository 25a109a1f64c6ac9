"""The page of the day: whom to contact and why, what waits, what came in."""
