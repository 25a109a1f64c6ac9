"""The practice book: a small shop that never was, with three years behind it, to try everything on."""

from model.practice.making import make_practice_book

__all__ = ["make_practice_book"]
