"""What the package brings along: the authority of places and agencies, ontology, sample letters.

>>> from replygraph.resources import authority
>>> [place.name for place in authority().named("楚雄州")]
['楚雄彝族自治州']
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from replygraph.errors import ReplygraphError
from replygraph.resources.authority import Area, Authority, Body, Kind, Place

__all__ = [
    "Area",
    "Authority",
    "Body",
    "Kind",
    "Place",
    "authority",
    "demo_letters",
    "ontology_file",
]

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent.parent


@cache
def authority() -> Authority:
    """Return the authority of places and agencies; read once, in about 30 ms.

    >>> authority().expand("发改委")
    '发展和改革委员会'
    """
    return Authority.load(Path(__file__).with_name("authority.json.z").read_bytes())


def _find(packaged: str, checkout: str) -> Path:
    for path in (_PACKAGE / packaged, _CHECKOUT / checkout):
        if path.exists():
            return path
    raise ReplygraphError(f"安装不完整：找不到 {packaged}，请重新安装 replygraph。")


def ontology_file(name: str) -> Path:
    """Return the path of a file of the ontology, in a wheel or in a checkout.

    Raises ReplygraphError where the installation lacks it.

    >>> ontology_file("context.jsonld").name
    'context.jsonld'
    """
    return _find(f"ontology/{name}", f"ontology/{name}")


def demo_letters() -> Path:
    """Return the folder of the sample letters, in a wheel or in a checkout.

    Raises ReplygraphError where the installation lacks it.

    >>> demo_letters().is_dir()
    True
    """
    return _find("demo_letters", "data/letters")
