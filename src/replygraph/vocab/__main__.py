"""``python -m replygraph.vocab`` writes what is generated from the ontology."""

import sys

from replygraph.vocab.generate import generate

for path in generate():
    sys.stdout.write(f"{path.name}\n")
