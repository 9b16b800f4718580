"""``python -m replygraph`` is ``replygraph``, where the command is not on the path."""

from replygraph.cli import main

if __name__ == "__main__":
    main()
