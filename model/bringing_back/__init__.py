"""Products that bring people back: how often and how soon those who buy something come back, for anything."""
