"""Shows networks as files to hand on: one HTML page, pictures, tables for other programs."""

from replygraph.show.page import page, write

__all__ = ["page", "write"]
