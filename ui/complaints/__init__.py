"""The complaints of the shop, those that wait first."""
