"""The products: what is sold, at what price, and how long until it is needed again."""
