"""The kinds of rules, a file each: which facts a rule asks the book for, and which occasions follow from them."""
