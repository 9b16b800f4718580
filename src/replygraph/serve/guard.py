"""What stands before every route: security headers, a rate limit, errors that tell nothing."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from ipaddress import IPv6Address

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("replygraph.serve")

#: scripts, styles and data come from here only; nothing is framed, nothing is sent elsewhere
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: anybody's page may read the data: they are public, and there is nothing to log in to
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, X-Limit, X-Generation",
}
_ALL = [(k.lower().encode("ascii"), v.encode("ascii")) for k, v in {**HEADERS, **CORS}.items()]
_CLIENTS = 50_000
_METHODS = "GET, HEAD, POST, OPTIONS"


def _network(client: str) -> str:
    """Return what one client has of addresses: with IPv6 all that begin as this one does.

    >>> _network("192.0.2.1"), _network("2001:db8:1:2:3::4")
    ('192.0.2.1', '2001:db8:1:2::')
    """
    if ":" not in client:
        return client
    try:
        found = IPv6Address(client.partition("%")[0])
    except ValueError:
        return client
    return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))


class Guard:
    """The outermost layer. ``rate`` is requests a minute for one client, 0 for no limit.

    ``hosts`` are the names by which the service may be called, empty for any: a service on
    127.0.0.1 that answers to any name could be read by a page elsewhere (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, rate: int, hosts: tuple[str, ...] = ()) -> None:
        """Stand before ``app``."""
        self._app = app
        self._rate = rate
        self._hosts = hosts
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def _passes(self, client: str) -> bool:
        """Take one request from the client's allowance, which fills up steadily."""
        if not self._rate:
            return True
        now = time.monotonic()
        left, then = self._left.pop(client, (float(self._rate), now))
        left = min(float(self._rate), left + (now - then) * self._rate / 60)
        self._left[client] = (left - 1 if left >= 1 else left, now)
        while len(self._left) > _CLIENTS:
            self._left.popitem(last=False)
        return left >= 1

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                there = {name for name, _ in message["headers"]}
                message["headers"] += [one for one in _ALL if one[0] not in there]
            await send(message)

        refused = self._refused(scope)
        if refused:
            await refused(scope, receive, dressed)
        else:
            await self._app(scope, receive, dressed)
        # neither address nor query: they tell who asked for what
        taken = (time.perf_counter() - began) * 1000
        area = "/".join(scope["path"].split("/")[:2])
        LOG.info("%s %s %s %.0f ms", scope["method"], area[:40], status, taken)

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        if scope["method"] == "OPTIONS":
            return PlainTextResponse(
                "",
                204,
                {
                    "Allow": _METHODS,
                    "Access-Control-Allow-Methods": _METHODS,
                    "Access-Control-Allow-Headers": "Accept, Content-Type",
                    "Access-Control-Max-Age": "86400",
                },
            )
        named = [value for name, value in scope["headers"] if name == b"host"]
        if len(named) > 1:  # who stands before us may have gone by the other
            return PlainTextResponse("Host 只能有一个。\none Host only.\n", 400)
        host = named[0].decode("latin-1") if named else ""
        if self._hosts and host.rpartition(":")[0].strip("[]") not in self._hosts:
            bare = host.strip("[]")
            if bare not in self._hosts:
                return PlainTextResponse(
                    "这里不以此主机名提供服务；如经反向代理，启动时用 --name 给出域名。\n"
                    "unknown host; behind a reverse proxy, start with its name as --name.\n",
                    421,
                )
        client = (scope.get("client") or ("", 0))[0]
        if not self._passes(_network(client)):
            return PlainTextResponse(
                "请求过于频繁，请稍后再试。\ntoo many requests; try again in a moment.\n",
                429,
                {"Retry-After": "5"},
            )
        return None
