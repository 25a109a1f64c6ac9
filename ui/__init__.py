"""The windows of the program: everything a person sees and touches."""
