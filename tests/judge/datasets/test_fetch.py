"""Downloads against a real HTTP server on the loopback: whole, resumed, wrong, refused, silent."""

import shutil
import threading
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from dlprep.domain.errors import DatasetError
from dlprep.judge.datasets import fetch
from dlprep.judge.datasets.registry import Published

CONTENT = bytes(range(256)) * 8192


class Server(ThreadingHTTPServer):
    """Serves CONTENT at /data.bin and keeps the headers of every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = CONTENT
        self.status = 200
        self.cuts: list[int] = []
        """Bytes of the body to send before closing, for the first requests in turn."""
        self.hang = threading.Event()
        self.hangs = False
        self.seen: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/data.bin"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        server = self.server
        server.seen.append({"path": self.path, **self.headers})
        if server.hangs:
            server.hang.wait(30)
            return
        if server.status != 200 or not self.path.endswith("/data.bin"):
            self.send_error(server.status if server.status != 200 else 404)
            return
        self._send_content(server.content, f'"{sha256(server.content).hexdigest()}"')

    def _send_content(self, content: bytes, tag: str) -> None:
        start = 0
        wanted = self.headers.get("Range")
        if wanted and self.headers.get("If-Range", tag) == tag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        else:
            self.send_response(200)
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        cut = self.server.cuts.pop(0) if self.server.cuts else len(content)
        self.wfile.write(content[start : start + cut])

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.hang.set()
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def published(url: str, *, digest: str = sha256(CONTENT).hexdigest()) -> Published:
    return Published("data.bin", url, len(CONTENT), digest, "sha256")


def download(
    what: Published, folder: Path, route: fetch.Route | None = None, progress: fetch.Progress = fetch.untold
) -> Path:
    waits: list[float] = []
    return fetch.download(
        what, folder, route=route or fetch.Route(attempts=2), pause=waits.append, progress=progress
    )


def test_a_whole_download(server: Server, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = download(published(server.url), tmp_path, progress=lambda done, total: told.append((done, total)))
    assert path.read_bytes() == CONTENT
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert [left.name for left in tmp_path.iterdir()] == ["data.bin"]


def test_a_cut_connection_goes_on_where_it_broke_off(server: Server, tmp_path: Path) -> None:
    server.cuts = [20 * 2**14, 40 * 2**14]
    path = download(published(server.url), tmp_path)
    assert path.read_bytes() == CONTENT
    assert [request.get("Range") for request in server.seen] == [None, "bytes=327680-", "bytes=983040-"]
    assert server.seen[1]["If-Range"] == f'"{sha256(CONTENT).hexdigest()}"'


def test_the_next_call_goes_on_after_giving_up(server: Server, tmp_path: Path) -> None:
    server.cuts = [30 * 2**14, 0, 0]
    with pytest.raises(DatasetError, match="broke off at 491520 of 2097152 bytes"):
        download(published(server.url), tmp_path)
    assert not (tmp_path / "data.bin").exists()
    assert download(published(server.url), tmp_path).read_bytes() == CONTENT
    assert server.seen[-1]["Range"] == "bytes=491520-"


def test_a_file_that_changed_on_the_server_is_fetched_anew(server: Server, tmp_path: Path) -> None:
    server.content = b"\0" * len(CONTENT)
    server.cuts = [30 * 2**14, 0, 0]
    with pytest.raises(DatasetError):
        download(published(server.url), tmp_path)
    server.content = CONTENT
    assert download(published(server.url), tmp_path).read_bytes() == CONTENT


def test_a_part_from_another_address_is_not_mixed_in(server: Server, tmp_path: Path) -> None:
    (tmp_path / "data.bin.part").write_bytes(b"\0" * 1000)
    assert download(published(server.url), tmp_path).read_bytes() == CONTENT
    assert "Range" not in server.seen[0]


def test_a_wrong_checksum_keeps_the_file_aside(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="checksum is not the published one") as caught:
        download(published(server.url, digest="0" * 64), tmp_path)
    assert "--mirror" in str(caught.value)
    assert (tmp_path / "data.bin.wrong").read_bytes() == CONTENT
    assert not (tmp_path / "data.bin").exists()


@pytest.mark.parametrize("status", [403, 404])
def test_a_refusal_is_told_at_once(status: int, server: Server, tmp_path: Path) -> None:
    server.status = status
    with pytest.raises(DatasetError, match=f"answers HTTP {status}"):
        download(published(server.url), tmp_path)
    assert len(server.seen) == 1


def test_a_busy_server_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.status = 503
    waits: list[float] = []
    with pytest.raises(DatasetError, match="cannot be reached: HTTP 503"):
        fetch.download(published(server.url), tmp_path, route=fetch.Route(attempts=3), pause=waits.append)
    assert (len(server.seen), waits) == (3, [1.0, 2.0])


def test_a_silent_server_times_out(server: Server, tmp_path: Path) -> None:
    server.hangs = True
    with pytest.raises(DatasetError, match=r"cannot be reached: .*[Tt]imed? ?out"):
        download(published(server.url), tmp_path, fetch.Route(read_seconds=0.05, attempts=1))


def test_another_file_under_the_address_is_refused(server: Server, tmp_path: Path) -> None:
    server.content = b"<html>please log in</html>"
    with pytest.raises(DatasetError, match="offers another file"):
        download(published(server.url), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mirror", ["{base}/mirror/", "{base}/elsewhere/data.bin"])
def test_a_mirror_is_a_folder_or_a_file(mirror: str, server: Server, tmp_path: Path) -> None:
    base = server.url.removesuffix("/data.bin")
    route = fetch.Route(mirror=mirror.format(base=base))
    path = download(published("http://official.invalid/data.bin"), tmp_path, route)
    assert path.read_bytes() == CONTENT
    assert server.seen[0]["path"] in ("/mirror/data.bin", "/elsewhere/data.bin")


def test_a_proxy_is_used(server: Server, tmp_path: Path) -> None:
    proxy = server.url.removesuffix("/data.bin")
    path = download(published("http://official.invalid/data.bin"), tmp_path, fetch.Route(proxy=proxy))
    assert path.read_bytes() == CONTENT
    assert server.seen[0]["path"] == "http://official.invalid/data.bin", (
        "a proxy is asked for the whole address"
    )


def test_no_network(tmp_path: Path, server: Server) -> None:
    server.shutdown()
    server.server_close()
    with pytest.raises(DatasetError, match="cannot be reached") as caught:
        download(published(server.url), tmp_path)
    assert "import it" in str(caught.value)


def test_an_address_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="not an address that can be fetched"):
        download(
            published("http://official.invalid/data.bin"), tmp_path, fetch.Route(mirror="ftp://host/data.bin")
        )


def test_a_full_disk_is_told_before_the_download(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=3 * 10**6))
    with pytest.raises(DatasetError, match="8 MB are needed, 3 MB are free"):
        fetch.download(
            published(server.url), tmp_path, route=fetch.Route(), pause=lambda _: None, room_bytes=5_000_000
        )
    assert server.seen == []


def test_a_finished_download_is_not_fetched_twice(server: Server, tmp_path: Path) -> None:
    download(published(server.url), tmp_path)
    download(published(server.url), tmp_path)
    assert len(server.seen) == 1
