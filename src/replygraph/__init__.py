"""Read Chinese reply letters and link what they say into a graph that proves itself."""

__version__ = "0.1.0"
