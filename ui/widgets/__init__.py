"""Building blocks that know no book: they could serve any program. They know the theme and the words."""
