"""Requests to a SPARQL server over one kept connection: log-in, patience, a second try.

Every request that this package sends may be repeated: a connection that broke is opened anew, and
a server that is overloaded or restarts is asked again, a little later each time.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import os
import re
import ssl
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from replygraph.errors import MachineError, UsageError

#: seconds before a server that says nothing is given up
TIMEOUT = 300.0
#: seconds to wait before each further try
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
_AGAIN = frozenset({429, 502, 503, 504})
#: what Virtuoso says of two changes that met each other (SQL state 40001); the loser tries again
_DEADLOCK = b"40001"
_PARAMETER = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


@dataclass(frozen=True, slots=True)
class Login:
    """Name and password for a server; both are empty where none are given."""

    user: str = ""
    password: str = ""

    @classmethod
    def from_environment(cls) -> Login:
        """Return ``REPLYGRAPH_USER`` and ``REPLYGRAPH_PASSWORD``."""
        user = os.environ.get("REPLYGRAPH_USER", "")
        return cls(user, os.environ.get("REPLYGRAPH_PASSWORD", ""))


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> str:
        """Return the beginning of what the server says, on one line, without marks of HTML."""
        text = self.body[:4000].decode("utf-8", "replace")
        return " ".join(re.sub(r"<[^>]*>", " ", text).split())[:300]


@dataclass(slots=True)
class _Challenge:
    """How the server wants the log-in to be proved, as it last said."""

    scheme: str
    values: dict[str, str]
    count: int = 0

    def answer(self, login: Login, method: str, target: str) -> str:
        """Return the header ``Authorization`` after RFC 7617 (Basic) or RFC 7616 (Digest)."""
        if self.scheme == "basic":
            pair = f"{login.user}:{login.password}".encode()
            return "Basic " + base64.b64encode(pair).decode("ascii")
        self.count += 1
        name = self.values.get("algorithm", "MD5")
        hashed = _HASHES.get(name.upper().removesuffix("-SESS"), hashlib.md5)

        def digest(*parts: str) -> str:
            return hashed(":".join(parts).encode("utf-8")).hexdigest()

        realm, nonce = self.values.get("realm", ""), self.values.get("nonce", "")
        own, number = os.urandom(8).hex(), f"{self.count:08x}"
        who = digest(login.user, realm, login.password)
        if name.upper().endswith("-SESS"):
            who = digest(who, nonce, own)
        what = digest(method, target)
        fields = {"username": login.user, "realm": realm, "nonce": nonce, "uri": target}
        if "auth" in re.split(r"[,\s]+", self.values.get("qop", "")):
            fields["response"] = digest(who, nonce, number, own, "auth", what)
            fields["cnonce"] = own
        else:
            fields["response"] = digest(who, nonce, what)
        if "opaque" in self.values:
            fields["opaque"] = self.values["opaque"]
        quoted = [f'{key}="{value}"' for key, value in fields.items()]
        if "cnonce" in fields:
            quoted += ["qop=auth", f"nc={number}"]
        if "algorithm" in self.values:
            quoted.append(f"algorithm={name}")
        return "Digest " + ", ".join(quoted)


@dataclass(slots=True)
class Http:
    """One server, spoken to over one connection that is kept; not for several threads."""

    origin: str
    login: Login
    _connection: http.client.HTTPConnection | None = None
    _challenges: dict[str, _Challenge] = field(default_factory=dict)

    def close(self) -> None:
        """Close the connection."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def ask(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> Reply:
        """Return the answer to a request that may be repeated; ``target`` is path and query.

        Raises MachineError where the server cannot be reached or refuses the log-in.
        """
        for pause in (*PAUSES, None):
            wait = pause or 0.0
            try:
                reply = self._with_login(method, target, body, headers)
            except (OSError, http.client.HTTPException) as error:
                self.close()
                if pause is None or isinstance(error, ssl.SSLCertVerificationError):
                    raise self._unreachable(error) from error
            else:
                busy = reply.status in _AGAIN or (reply.status == 500 and _DEADLOCK in reply.body)
                if pause is None or not busy:
                    return reply
                wait = _wanted(reply, pause)
            time.sleep(wait)
        raise AssertionError

    def _with_login(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> Reply:
        """Send a request, and again with the log-in where the server wants one."""
        place = urlsplit(target).path
        known = self._challenges.get(place)
        for attempt in range(2):
            sent = dict(headers)
            if known and self.login.user:
                sent["Authorization"] = known.answer(self.login, method, target)
            reply = self._send(method, target, body, sent)
            if reply.status != 401:
                return reply
            self._challenges.pop(place, None)
            known = _challenge(reply.headers.get("www-authenticate", ""))
            if known is None or not self.login.user or attempt:
                break
            self._challenges[place] = known
        raise self._refused()

    def _send(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> Reply:
        if self._connection is None:
            parts = urlsplit(self.origin)
            https = parts.scheme == "https"
            kind = http.client.HTTPSConnection if https else http.client.HTTPConnection
            self._connection = kind(parts.netloc, timeout=TIMEOUT)
        headers = {"Content-Length": str(len(body)), **headers} if method != "GET" else headers
        self._connection.request(method, target, body or None, headers)
        response = self._connection.getresponse()
        given = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, given, response.read())

    def _unreachable(self, error: Exception) -> MachineError:
        return MachineError(
            f"{self.origin}：服务器无法访问（{error}）。请检查地址、网络和服务器；"
            "已发送的不会重复写入，恢复后再次运行即可。",
            f"{self.origin}: the server cannot be reached ({error}). Check address, network and "
            "server; nothing is written twice, so run it again when it is back.",
        )

    def _refused(self) -> MachineError:
        return MachineError(
            f"{self.origin}：服务器要求登录或拒绝了登录；请设置环境变量 REPLYGRAPH_USER 和 "
            "REPLYGRAPH_PASSWORD。",
            f"{self.origin}: the server wants a log-in, or refused it; set REPLYGRAPH_USER and "
            "REPLYGRAPH_PASSWORD in the environment.",
        )


def _wanted(reply: Reply, pause: float) -> float:
    """Return how long to wait: what the server asks for, within half a minute, or ``pause``."""
    asked = reply.headers.get("retry-after", "")
    return min(float(asked), 30.0) if asked.isdecimal() else pause


def _challenge(header: str) -> _Challenge | None:
    for scheme in ("Digest", "Basic"):
        at = header.lower().find(scheme.lower())
        if at >= 0:
            pairs = _PARAMETER.findall(header[at + len(scheme) :])
            values = {key.lower(): quoted or plain for key, quoted, plain in pairs}
            return _Challenge(scheme.lower(), values)
    return None


def parted(url: str) -> tuple[str, str]:
    """Return origin and path of the address of a server.

    Raises UsageError for one without a host, or with a password in it.

    >>> parted("http://127.0.0.1:8890/sparql")
    ('http://127.0.0.1:8890', '/sparql')
    """
    parts = urlsplit(url)
    if "@" in parts.netloc:
        raise UsageError(
            "请不要把用户名和密码写进地址；请设置环境变量 REPLYGRAPH_USER 和 REPLYGRAPH_PASSWORD。",
            "keep name and password out of the address; set REPLYGRAPH_USER and "
            "REPLYGRAPH_PASSWORD in the environment.",
        )
    if not parts.hostname or parts.query or parts.fragment:
        raise UsageError(
            f"{url}：不是 SPARQL 服务器的地址，应如 http://127.0.0.1:8890/sparql。",
            f"{url}: no address of a SPARQL server, such as http://127.0.0.1:8890/sparql.",
        )
    return f"{parts.scheme}://{parts.netloc}", parts.path or "/"
