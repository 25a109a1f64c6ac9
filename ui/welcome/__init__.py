"""Before any book is open: begin one, open one, or look around in one that is only for practice."""
