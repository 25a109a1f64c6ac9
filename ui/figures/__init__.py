"""Figures: what the customers are worth, their classes, the products that bring them back, and the forecast."""
