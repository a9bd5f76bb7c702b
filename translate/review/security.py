"""Who may talk to the page: its own browser window, and nobody else on the web or on the machine.

The address that opens the page carries a token made at start; it is turned into a cookie that other sites cannot make
the browser send (``SameSite=Strict``). Host is checked against DNS rebinding, Origin on everything that writes. The
Content-Security-Policy allows no inline script or style and no other host, so that a text which slipped through
escaping could still do nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""Names under which a browser on this machine reaches the page."""

MAX_BODY = 2_000_000
"""Bytes of a request; a paragraph with all its marks is a hundredth of this."""

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": with it a browser writes "Origin: null" on the page's own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def make_token() -> str:
    """A token for one start of the server."""
    return secrets.token_urlsafe(24)


class Guard:
    """ASGI middleware around the whole application.

    Args:
        app: what is guarded.
        token: secret of this start.
        hosts: host names, without port, that the page is reached by; None for any (a server opened to a network).
    """

    def __init__(self, app: ASGIApp, token: str, hosts: Iterable[str] | None = LOCAL_HOSTS) -> None:
        self.app = app
        self._token = token
        self._hosts = None if hosts is None else frozenset(host.lower() for host in hosts)
        # Cookies know no ports: the name keeps two servers on one machine apart.
        self.cookie = f"bitexte-{hashlib.sha256(token.encode()).hexdigest()[:10]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is not allowed; pass on what is."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = self._refuse(scope)
        await (answer or self.app)(scope, receive, _with_headers(send, scope["path"]))

    def _refuse(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._hosts is not None and _name(host) not in self._hosts:
            return PlainTextResponse(f"This page is not served under the name {host!r}.", 421)
        if scope["path"].startswith("/static/"):
            return None
        if scope["method"] not in ("GET", "HEAD"):
            if not _is_own_origin(headers.get("origin"), host):
                return PlainTextResponse("Only the page itself may write.", 403)
            length = headers.get("content-length", "")
            if not length.isdecimal() or int(length) > MAX_BODY:
                return PlainTextResponse("That is too long for a paragraph.", 413)
        if self._is_known(headers):
            return None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["method"] == "GET" and _equal(given, self._token):
            answer = RedirectResponse("/", 303)
            answer.set_cookie(self.cookie, self._token, path="/", httponly=True, samesite="strict")
            return answer
        return PlainTextResponse(
            "This address needs the token of the running review.\n"
            "Open the address that `bitexte review` printed when it started; "
            "if it was started again, the old address no longer works. What was saved is safe.",
            403,
        )

    def _is_known(self, headers: Headers) -> bool:
        for line in headers.getlist("cookie"):
            try:
                cookie = SimpleCookie(line)
            except CookieError:
                continue
            if self.cookie in cookie and _equal(cookie[self.cookie].value, self._token):
                return True
        return False


def _name(host: str) -> str:
    """Host without its port: ``[::1]:8000`` is ``[::1]``."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


def _is_own_origin(origin: str | None, host: str) -> bool:
    """True when a write comes from a page of this very server; a write without an Origin does not."""
    return origin is not None and bool(host) and urlsplit(origin).netloc.lower() == host.lower()


def _equal(given: str, wanted: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _with_headers(send: Send, path: str) -> Send:
    # A laptop's browser must not show yesterday's version of a pair from its cache.
    caching = "no-cache" if path.startswith("/static/") else "no-store"

    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Cache-Control"] = caching
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return sender
