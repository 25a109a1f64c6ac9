"""What came of the visits: what was planned and done, what was said, and whether it helped."""
