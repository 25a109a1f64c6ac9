"""What the rules plan: from facts and a day to who should hear from us, why, and who has to wait."""
