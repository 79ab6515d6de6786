"""Downloads one published file: resumes, checks, and never leaves a half file under the final name."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.errors import DatasetError
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from pathlib import Path

    from requests import Response, Session

    from dlprep.domain.messages import Message
    from dlprep.judge.datasets.registry import Published


def untold(done: int, total: int) -> None:
    """Progress that nobody watches."""
    del done, total


Progress = Callable[[int, int], None]
"""Is told how many bytes are here and how many there are in all."""

_CHUNK = 16 * 1024
"""A connection that breaks off in the middle of a chunk loses that chunk."""
_RETRIED = {408, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class Route:
    """How to get to the file."""

    mirror: str = ""
    """Another address of the file, or of its folder when it ends in a slash; empty takes the official one."""
    proxy: str = ""
    """Proxy for http and https; empty takes the environment's (HTTPS_PROXY, NO_PROXY and so on)."""
    connect_seconds: float = 10
    read_seconds: float = 30
    """Longest silence of the server before the connection counts as dead."""
    attempts: int = 4
    """Connections in a row that may break off without a single new byte."""

    def url(self, published: Published) -> str:
        """The address to ask."""
        if not self.mirror:
            return published.url
        return self.mirror + published.file if self.mirror.endswith("/") else self.mirror


class _BrokenOffError(Exception):
    """The connection failed in a way that may pass."""


def download(
    published: Published,
    folder: Path,
    *,
    route: Route,
    pause: Callable[[float], None],
    progress: Progress = untold,
    room_bytes: int = 0,
) -> Path:
    """The published file in `folder`, downloaded unless it is there, checked in either case.

    `pause` waits the given seconds between attempts. `room_bytes` must be free on the disk
    beyond the file itself.

    Raises:
        DatasetError: if the server cannot be reached, refuses, sends another file or breaks off, or the disk
            is full. What arrived stays in a .part file and the next call goes on from there.
    """
    final, part = folder / published.file, folder / f"{published.file}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not final.is_file():
            _check_room(folder, published, part, room_bytes)
            _fill(part, published, route, pause, progress)
            part.replace(final)
            _validator_file(part).unlink(missing_ok=True)
        _check_digest(final, published)
    except OSError as error:
        raise DatasetError(
            message("{file} cannot be written: {error}.", file=final, error=error.strerror or error),
            message("Make room on the disk, or make the folder writable, and run the same command again."),
        ) from error
    return final


def _check_room(folder: Path, published: Published, part: Path, room_bytes: int) -> None:
    have = part.stat().st_size if part.is_file() else 0
    needed = max(0, published.size_bytes - have) + room_bytes
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise DatasetError(
            message(
                "Not enough room in {folder}: {needed} MB are needed, {free} MB are free.",
                folder=folder,
                needed=-(-needed // 10**6),
                free=free // 10**6,
            )
        )


def _fill(
    part: Path, published: Published, route: Route, pause: Callable[[float], None], progress: Progress
) -> None:
    import requests

    failures = 0
    with requests.Session() as session:
        if route.proxy:
            # Otherwise requests prefers the proxies of the environment to those of the session.
            session.trust_env = False
            session.proxies = {"http": route.proxy, "https": route.proxy}
        while (have := _size(part)) < published.size_bytes:
            try:
                _one_connection(session, part, published, route, progress)
                cause: object = message("the server closed the connection")
            except _BrokenOffError as error:
                cause = error
            failures = 0 if _size(part) > have else failures + 1
            if failures >= route.attempts:
                raise _gave_up(route.url(published), _size(part), published, cause)
            if _size(part) < published.size_bytes:
                pause(2.0 ** max(0, failures - 1))


def _one_connection(
    session: Session, part: Path, published: Published, route: Route, progress: Progress
) -> None:
    import requests

    url = route.url(published)
    try:
        with session.get(
            url,
            headers={"Accept-Encoding": "identity", **_resume_headers(part, url)},
            stream=True,
            timeout=(route.connect_seconds, route.read_seconds),
        ) as response:
            _receive(response, url, part, published, progress)
    except (
        requests.exceptions.InvalidURL,
        requests.exceptions.MissingSchema,
        requests.exceptions.InvalidSchema,
    ) as error:
        raise DatasetError(
            message("{url} is not an address that can be fetched: {error}.", url=url, error=error)
        ) from error
    except requests.RequestException as error:
        raise _BrokenOffError(_short(error)) from error


def _resume_headers(part: Path, url: str) -> dict[str, str]:
    """Asks for the rest of the file, on condition that it is still the same one."""
    have = _size(part)
    try:
        known = json.loads(_validator_file(part).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    if not have or known.get("url") != url:
        return {}
    validator = known.get("validator")
    return {"Range": f"bytes={have}-"} | ({"If-Range": validator} if validator else {})


def _receive(response: Response, url: str, part: Path, published: Published, progress: Progress) -> None:
    have = _size(part) if response.status_code == 206 else 0
    if response.status_code in _RETRIED:
        raise _BrokenOffError(f"HTTP {response.status_code}")
    if response.status_code == 416:
        part.unlink()
        raise _BrokenOffError("HTTP 416")
    if response.status_code not in (200, 206):
        raise DatasetError(
            message("{url} answers HTTP {status}.", url=url, status=response.status_code),
            _other_ways(published),
        )
    _check_offer(response, url, have, published)
    # Weak validators must not be used in If-Range.
    strong = response.headers.get("ETag", "")
    validator = response.headers.get("Last-Modified") if strong.startswith("W/") or not strong else strong
    _validator_file(part).write_text(json.dumps({"url": url, "validator": validator}), encoding="utf-8")
    with part.open("ab" if have else "wb") as file:
        for chunk in response.iter_content(_CHUNK):
            have += len(chunk)
            if have > published.size_bytes:
                raise DatasetError(message("{url} sends more than the published file holds.", url=url))
            file.write(chunk)
            progress(have, published.size_bytes)


def _check_offer(response: Response, url: str, have: int, published: Published) -> None:
    if response.status_code == 206:
        wanted = f"bytes {have}-{published.size_bytes - 1}/{published.size_bytes}"
        same = response.headers.get("Content-Range", "") == wanted
    else:
        same = response.headers.get("Content-Length") in (None, str(published.size_bytes))
    if not same:
        raise DatasetError(
            message(
                "{url} offers another file than the published one of {size} bytes.",
                url=url,
                size=published.size_bytes,
            ),
            _other_ways(published),
        )


def _check_digest(path: Path, published: Published) -> None:
    if digest_of(path, published.algorithm) == published.digest:
        return
    aside = path.with_name(f"{path.name}.wrong")
    path.replace(aside)
    raise DatasetError(
        message(
            "{file} arrived, but its {algorithm} checksum is not the published one. It is kept as {aside}.",
            file=published.file,
            algorithm=published.algorithm,
            aside=aside,
        ),
        message("Run the same command again to download it anew, or name another source with --mirror."),
    )


def digest_of(path: Path, algorithm: str) -> str:
    """The checksum of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()


def _gave_up(url: str, have: int, published: Published, cause: object) -> DatasetError:
    if not have:
        return DatasetError(
            message("{url} cannot be reached: {cause}.", url=url, cause=cause), _other_ways(published)
        )
    return DatasetError(
        message(
            "The download from {url} broke off at {have} of {size} bytes: {cause}.",
            url=url,
            have=have,
            size=published.size_bytes,
            cause=cause,
        ),
        message("Run the same command again; it goes on from there."),
    )


def _other_ways(published: Published) -> Message:
    return message(
        "Check the network, name a proxy (--proxy) or another source (--mirror), or get {file} elsewhere and "
        "import it.",
        file=published.file,
    )


def _validator_file(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _short(error: Exception) -> str:
    cause: BaseException = error
    while cause.__cause__ or cause.__context__:
        cause = cause.__cause__ or cause.__context__ or cause
    return f"{type(cause).__name__}: {cause}"
