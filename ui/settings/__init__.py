"""What the owner decides once: the shop, its people, its hours, and this PC."""
