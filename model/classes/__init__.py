"""The classes of customers: the lines between them, who is held in which, the reviews, and how each is treated."""
