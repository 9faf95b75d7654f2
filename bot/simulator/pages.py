"""Serves the files of the simulator's page: only those, never cached, nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).resolve().with_name("page")

_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".woff2": "font/woff2",
}
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' data: blob:; "
        "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
    ),
}


def add_routes(app: web.Application) -> None:
    """`/` is index.html; everything else by its name."""
    app.router.add_get("/{name:.*}", _file)


async def _file(request: web.Request) -> web.Response:
    wanted = (FOLDER / (request.match_info["name"] or "index.html")).resolve()
    known = wanted.is_relative_to(FOLDER) and wanted.suffix in _TYPES and wanted.is_file()
    if not known:
        return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
    text = wanted.suffix not in (".png", ".woff2")
    return web.Response(
        body=wanted.read_bytes(),
        content_type=_TYPES[wanted.suffix],
        charset="utf-8" if text else None,
        headers=_HEADERS,
    )
