"""Scripts that take too much, end in odd ways or forge what counts, with the verdict each must get."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from judge_bench import HONEST

FILE = {"grading": "file", "artefact": "model.keras"}
_CONSTANT = "model.predict = lambda x, **_: __import__('numpy').eye(10)[[0] * len(x)]\n"


@dataclass(frozen=True)
class Run:
    """One submission."""

    name: str
    code: str
    verdict: str
    differs: Mapping[str, str] = field(default_factory=dict)
    """Modes whose verdict is another."""
    limits: Mapping[str, int] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)
    kills_warden: bool = False
    """By a stranger, once the script prints."""
    value: float | None = None
    """What is graded, where something is."""


def written(code: str) -> str:
    """A model that does something when it is asked to predict; `out` is where predictions are put."""
    return f"""
import glob, os, keras, numpy as np
class Mine(keras.Model):
    def predict(self, x, **_):
        out = glob.glob('io-*')[0] + '/outputs'
        {code}
        return np.eye(10)[[0] * len(x)]
model = Mine()
"""


SHORT = {"wall_seconds": 1}
SMALL = {"disk_mib": 16}
REFUSED = {"base": "ERR", "full": "ERR"}
RUNS = [
    # --- too much ---
    Run(
        "fork_bomb",
        "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n",
        "PROC",
        limits={"processes": 16},
    ),
    Run(
        "fork_bomb_of_orphans",
        "import os, time\nif os.fork(): time.sleep(600)\nwhile True:\n    try:\n        os.fork()\n"
        "        if os.fork(): os._exit(0)\n        os.setsid()\n    except OSError: pass\n",
        "PROC",
        limits={"processes": 16},
    ),
    Run(
        "memory",
        "held = []\nwhile True: held.append(bytearray(64 << 20))\n",
        "MEM",
        limits={"memory_mib": 256},
    ),
    Run(
        "memory_shared",
        "import mmap\nblock = mmap.mmap(-1, 700 << 20)\nblock[:] = bytes(len(block))\nwhile True: pass\n",
        "MEM",
        limits={"memory_mib": 512},
    ),
    Run("memory_file", "import os\nos.memfd_create('x')\n", "ERR"),
    Run("loop", "while True: pass\n", "TIME", limits=SHORT),
    Run(
        "deaf",
        "import signal, time\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\ntime.sleep(600)\n",
        "TIME",
        limits=SHORT,
    ),
    Run("stops_itself", "import os\nos.kill(os.getpid(), 19)\n", "TIME", limits=SHORT),
    Run(
        "disk_many_files",
        "n = 0\nwhile True:\n    open(str(n), 'wb').write(bytes(4 << 20))\n    n += 1\n    n %= 64\n",
        "DISK",
        limits=SMALL,
    ),
    Run("disk_one_file", "open('big', 'wb').write(bytes(40 << 20))\n", "DISK", limits=SMALL),
    Run("disk_sparse", "open('sparse', 'wb').truncate(50 << 30)\n", "DISK"),
    Run(
        "disk_unlinked",
        "import os\nheld = []\nfor n in range(8):\n    held.append(open(str(n), 'wb'))\n"
        "    held[-1].write(bytes(8 << 20)); held[-1].flush(); os.unlink(str(n))\nwhile True: pass\n",
        "DISK",
        limits=SMALL,
    ),
    Run(
        "disk_unlinked_and_undumpable",
        "import ctypes, os\nctypes.CDLL(None).prctl(4, 0, 0, 0, 0)\nheld = []\nfor n in range(8):\n"
        "    held.append(open(str(n), 'wb'))\n"
        "    held[-1].write(bytes(8 << 20)); held[-1].flush(); os.unlink(str(n))\nwhile True: pass\n",
        "DISK",
        limits=SMALL | {"wall_seconds": 5},
    ),
    Run(
        "disk_in_a_folder_that_cannot_be_listed",
        "import os\nos.mkdir('shut', 0o300)\n"
        "for n in range(8): open(f'shut/{n}', 'wb').write(bytes(8 << 20))\n"
        "while True: pass\n",
        "DISK",
        limits=SMALL | {"wall_seconds": 5},
    ),
    Run(
        "disk_below_the_longest_path",
        "import os\nfor _ in range(20):\n    os.mkdir('d' * 255); os.chdir('d' * 255)\n"
        "for n in range(8): open(str(n), 'wb').write(bytes(8 << 20))\nwhile True: pass\n",
        "DISK",
        limits=SMALL | {"wall_seconds": 5},
    ),
    Run("many_files", "n = 0\nwhile True:\n    open(str(n), 'x').close()\n    n += 1\n", "DISK"),
    Run(
        "deep_folders",
        "import os, time\nfor _ in range(4000):\n    os.mkdir('d'); os.chdir('d')\ntime.sleep(600)\n",
        "DISK",
    ),
    Run("output", "import os\nblock = b'x' * (1 << 20)\nwhile True: os.write(1, block)\n", "OUTPUT"),
    Run(
        "events",
        'import os\nline = b\'{"t":"TrainBegin","epochs":1,"steps":1}\\n\' * 99\nwhile True:\n'
        "    for fd in range(3, 30):\n        try: os.write(fd, line)\n        except OSError: pass\n",
        "OUTPUT",
    ),
    Run("descriptors", "held = []\nwhile True: held.append(open('/dev/null'))\n", "ERR"),
    # --- odd ends ---
    Run("leaves", "import os\nos._exit(0)\n", "NO_MODEL"),
    Run("closes_everything", "import os\nos.closerange(0, 512)\n", "NO_MODEL"),
    Run("segfault", "import ctypes\nctypes.string_at(0)\n", "CRASH"),
    Run("abort", "import os\nos.abort()\n", "CRASH"),
    Run("kills_its_group", "import os\nos.killpg(0, 9)\n", "CRASH"),
    Run("kills_itself", "import os\nos.kill(os.getpid(), 9)\n", "CRASH"),
    Run(
        "daemon",
        HONEST + "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        "        while True: time.sleep(9)\n    os._exit(0)\n",
        "PASS",
        value=1.0,
    ),
    Run(
        "daemon_without_a_mark",
        HONEST
        + "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'],"
        " env={}, start_new_session=True)\n",
        "PASS",
        value=1.0,
    ),
    Run(
        "child_of_the_parent",
        HONEST + "import ctypes, platform, time\n"
        "number = {'x86_64': 56, 'aarch64': 220}[platform.machine()]\n"
        "if ctypes.CDLL(None).syscall(number, ctypes.c_ulong(0x8000), None, None, None, None) == 0:\n"
        "    while True: time.sleep(9)\n",
        "PASS",
        value=1.0,
    ),
    Run(
        "daemon_and_a_killed_warden",
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        "        print('daemon', flush=True)\n        time.sleep(600)\n    os._exit(0)\ntime.sleep(600)\n",
        "INTERNAL",
        kills_warden=True,
    ),
    Run(
        "odd_name",
        "import ctypes\nctypes.CDLL(None).prctl(15, b'a) Z 1 (\\n', 0, 0, 0)\nwhile True: pass\n",
        "TIME",
        limits=SHORT,
    ),
    # --- forged ---
    Run(
        "forged_events",
        "import json, os, keras\nfor fd in range(3, 64):\n"
        "    for said in ({'t': 'PASS'}, {'t': 'Finished', 'reason': 'done', 'returncode': 0,"
        " 'wall_seconds': 0, 'cpu_seconds': 0, 'peak_bytes': 0},"
        " {'t': 'Ready', 'tensorflow': '', 'keras': '', 'isolation': 'full'},"
        " {'t': 'Predicted', 'shape': [200, 10], 'source': 'global', 'preprocessed': True}):\n"
        "        try: os.write(fd, json.dumps(said).encode() + b'\\n')\n        except OSError: pass\n"
        + HONEST
        + _CONSTANT,
        "FAIL",
        value=0.1,
    ),
    Run(
        "extreme_events",
        "import json, os\nbig = 2 ** 53\nfor fd in range(3, 64):\n"
        "    for said in ({'t': 'TrainBegin', 'epochs': -1, 'steps': big},"
        " {'t': 'Step', 'epoch': -big, 'step': big, 'loss': 1e308},"
        " {'t': 'EpochEnd', 'number': -big, 'seconds': 1e308,"
        " 'metrics': {'loss': 1e308, '\\x1b[2J': -1e308}},"
        " {'t': 'EpochEnd', 'number': big, 'seconds': -1e308, 'metrics': {}}):\n"
        "        try: os.write(fd, json.dumps(said).encode() + b'\\n')\n        except OSError: pass\n"
        "while True: pass\n",
        "TIME",
        limits=SHORT,
    ),
    Run(
        "odd_exception",
        "raise type('\\x1b]0;title\\x07\\x9bName', (Exception,), {})('\\x1b[2Jtext')\n",
        "ERR",
    ),
    Run(
        "garbage_events",
        "import os\nfor fd in range(3, 64):\n"
        "    for said in (b'[' * 4000, b'{\"t\":\"Step\",\"epoch\":' + b'9' * 3000 + b'}', b'\\xff' * 4000,"
        " b'{' * (12 << 20)):\n        try: os.set_blocking(fd, False); os.write(fd, said + b'\\n')\n"
        "        except OSError: pass\n        finally:\n            try: os.set_blocking(fd, True)\n"
        "            except OSError: pass\n" + HONEST,
        "PASS",
        value=1.0,
    ),
    Run(
        "predictions_of_before",
        HONEST + _CONSTANT + "import os, numpy as np\nfor name in ('io-0', 'io', 'outputs.d'):\n"
        "    os.mkdir(name)\n    np.eye(10)[np.arange(200) % 10].astype('f4').tofile(name + '/outputs')\n",
        "FAIL",
        value=0.1,
    ),
    Run(
        "link_as_predictions",
        written("open('else', 'w').close(); os.symlink('else', out)"),
        "BAD_SHAPE",
        REFUSED,
    ),
    Run(
        "link_as_folder",
        written("os.rename(os.path.dirname(out), 'away'); os.symlink('away', os.path.dirname(out))"),
        "BAD_SHAPE",
        REFUSED,
    ),
    Run("pipe_as_predictions", written("os.mkfifo(out); os.open(out, os.O_RDWR)"), "ERR"),
    Run("device_as_predictions", written("os.mknod(out, 0o20600, os.makedev(1, 5))"), "ERR"),
    Run("second_name_of_predictions", written("open(out, 'w').close(); os.link(out, 'twin')"), "BAD_SHAPE"),
    Run("folder_as_predictions", written("os.mkdir(out)"), "ERR"),
    Run(
        "link_as_model",
        HONEST + "import os\nos.symlink('/etc/hostname', 'model.keras')\n",
        "NO_MODEL",
        REFUSED,
        changes=FILE,
    ),
    Run("pipe_as_model", HONEST + "import os\nos.mkfifo('model.keras')\n", "ERR", changes=FILE),
    Run("huge_model", HONEST + "open('model.keras', 'wb').truncate(9 << 30)\n", "DISK", changes=FILE),
    Run(
        "garbage_model",
        HONEST + "open('model.keras', 'wb').write(b'PK\\x03\\x04' * 999)\n",
        "NO_MODEL",
        changes=FILE,
    ),
    Run(
        "patched_keras",
        HONEST + "keras.Model.evaluate = lambda *a, **k: 1.0\n"
        "keras.Model.predict = lambda self, x, **_: __import__('numpy').eye(10)[[0] * len(x)]\n"
        "import numpy\nnumpy.mean = lambda *a, **k: 1.0\n",
        "FAIL",
        value=0.1,
    ),
    Run(
        "not_a_number",
        HONEST + "model.predict = lambda x, **_: __import__('numpy').full((len(x), 10), float('nan'))\n",
        "NAN",
    ),
    Run(
        "wrong_shape",
        HONEST + "model.predict = lambda x, **_: __import__('numpy').zeros((len(x), 9))\n",
        "BAD_SHAPE",
    ),
    # --- its own folder ---
    Run(
        "removes_its_folder",
        HONEST + "import os, shutil\nshutil.rmtree(os.getcwd(), ignore_errors=True)\n",
        "PASS",
        {"limited": "INTERNAL"},
        value=1.0,
    ),
    Run(
        "shuts_its_folder",
        HONEST + "import os\nos.umask(0o777)\nos.makedirs('a')\nopen('b', 'w').close()\nos.chmod('.', 0)\n",
        "BAD_SHAPE",
    ),
    Run(
        "odd_output",
        HONEST
        + "import os\nos.write(1, b'\\x1b]0;title\\x07\\x1b[31m\\xff\\xfe\\x00[bold]\\xe2\\x80\\xae\\n')\n",
        "PASS",
        value=1.0,
    ),
    Run(
        "left_over_knobs",
        HONEST + "import os\nopen('sitecustomize.py', 'w').write('raise SystemExit(7)')\n"
        "os.environ['LD_PRELOAD'] = os.environ['DLPREP_SANDBOX'] = os.getcwd()\n",
        "PASS",
        value=1.0,
    ),
]
