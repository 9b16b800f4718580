"""Finds things by their names: parts, short forms, former names, pinyin, with mistakes.

`gather` reads the names of a generation into an index, in a process of its own; `names` keeps it,
`search.find` asks it.
"""
