"""Finds things by their names: parts, short forms, former names, pinyin, with mistakes.

`names` makes the index of a generation, `Index.find` asks it.
"""
