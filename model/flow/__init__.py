"""Where the money comes from and how customers come, stay and go: figures of the whole book."""
