"""What a person sees and touches: the windows of the program, and its command line."""
