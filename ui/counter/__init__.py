"""The counter: record what is sold, by keyboard alone, while the customer stands there."""
