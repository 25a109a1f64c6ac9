"""Call lists that come back: written line by line, or ticked through; blank slips that are asked for."""
