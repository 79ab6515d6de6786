# A part of a learner's script: see `start.py`.
# ruff: noqa
# mypy: ignore-errors


def send_signal():
    os.kill(OTHER, signal.SIGUSR1)


def send_signal_to_group():
    os.killpg(OTHER, signal.SIGUSR1)


def send_signal_by_handle():
    signal.pidfd_send_signal(handle(), signal.SIGUSR1)


def send_signal_with_value():
    information = ctypes.create_string_buffer(struct.pack("=iii", signal.SIGUSR1, 0, -1), 128)
    call("rt_sigqueueinfo", ctypes.c_int(OTHER), ctypes.c_int(signal.SIGUSR1), information)


def send_signal_as_owner():
    """A descriptor says to its owner that there is something to read."""
    one, other = socket.socketpair()
    fcntl.fcntl(one, _F_SETSIG, signal.SIGUSR1)
    fcntl.fcntl(one, _F_SETOWN_EX, struct.pack("=ii", 1, OTHER))
    fcntl.fcntl(one, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    other.send(b"x")


def send_signal_to_everybody():
    os.kill(-1, signal.SIGCONT)


def trace():
    call("ptrace", ctypes.c_long(0x4206), ctypes.c_long(OTHER), None, None)


def read_memory():
    into = ctypes.create_string_buffer(16)
    place = TARGETS["memory"]
    local = ctypes.create_string_buffer(struct.pack("=QQ", ctypes.addressof(into), 16), 16)
    remote = ctypes.create_string_buffer(struct.pack("=QQ", place, 16), 16)
    one = ctypes.c_ulong(1)
    call("process_vm_readv", ctypes.c_int(OTHER), local, one, remote, one, ctypes.c_ulong(0))


def read_memory_file():
    with open(f"/proc/{OTHER}/mem", "rb", buffering=0) as file:
        file.seek(TARGETS["memory"])
        file.read(16)


def read_environment():
    read(f"/proc/{OTHER}/environ")


def read_environment_of_parent():
    read(f"/proc/{TARGETS['parent']}/environ")


def list_descriptors():
    os.readlink(f"/proc/{OTHER}/fd/{TARGETS['open_descriptor']}")


def take_descriptor():
    call("pidfd_getfd", handle(), TARGETS["open_descriptor"], 0)


def compare():
    call("kcmp", os.getpid(), OTHER, 0, ctypes.c_ulong(0), ctypes.c_ulong(0))


def read_command_line():
    return TARGETS["token"].encode() in Path(f"/proc/{OTHER}/cmdline").read_bytes()


def limit():
    resource.prlimit(OTHER, resource.RLIMIT_CORE, (0, 0))


def renice():
    os.setpriority(os.PRIO_PROCESS, OTHER, 7)


def bind_to_core():
    os.sched_setaffinity(OTHER, {min(os.sched_getaffinity(0))})


def change_schedule():
    os.sched_setscheduler(OTHER, os.SCHED_BATCH, os.sched_param(0))


def change_disk_priority():
    call("ioprio_set", 1, OTHER, 3 << 13)


def change_sacrifice_of_other():
    with open(f"/proc/{OTHER}/oom_score_adj", "w") as file:
        file.write("900")


def escape_sacrifice():
    """Without this mark another process would be taken when memory runs out."""
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("0")


def hide_from_the_warden():
    """What a process that cannot be dumped has open is shown to root alone."""
    checked(LIBRARY.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0))
