"""What of a store others may see: the letters that are public, and what follows from them."""

from __future__ import annotations

from pathlib import Path

from replygraph.errors import StoreError
from replygraph.store.embedded import open_store
from replygraph.store.interface import Store


def is_public(store: Store) -> bool:
    """Tell whether all letters of the store are public; StoreError where it holds contacts."""
    every = True
    for record in store.records():
        if record.get("contact"):
            raise StoreError(
                f"{record['id']}：图谱含联系人姓名和电话，不能向他人提供；"
                "请不带 --with-contacts 重新构建。",
                f"{record['id']}: the graph holds names and numbers of contacts and is not for "
                "others; build it again without --with-contacts.",
            )
        every = every and record.get("public") is not False
    return every


def public_copy(store: Store, target: Path) -> None:
    """Build a store of the public letters of ``store`` in the folder ``target``.

    Facts are derived anew, so that nothing of what only other letters say is left; RDF that
    people imported stays.
    """
    base, union = store.base, store.union
    with open_store(target, write=True, base=base, public_only=True, union=union) as copy:
        copy.review(store.reviews())
        copy.update(store.records(), publish=False)
        for graph, lines in store.imported().items():
            copy.import_rdf(lines, graph, "application/n-triples")
        copy.publish()
