# A part of a learner's script: see `start.py`.
# ruff: noqa
# mypy: ignore-errors


def append():
    with open(prey("append"), "ab") as file:
        file.write(b"changed")


def overwrite():
    with open(prey("overwrite"), "r+b") as file:
        file.write(b"changed")


def cut():
    os.truncate(prey("cut"), 1)


def cut_by_opening():
    os.close(os.open(prey("cut_by_opening"), os.O_RDONLY | os.O_TRUNC))


def remove():
    os.unlink(prey("remove"))


def take_away():
    os.rename(prey("take_away"), "taken")


def put_over():
    with open("mine", "w") as file:
        file.write("changed")
    os.rename("mine", prey("put_over"))


def exchange():
    with open("mine", "w") as file:
        file.write("changed")
    call("renameat2", HERE, b"mine", HERE, prey("exchange").encode(), ctypes.c_uint(2))


def link():
    os.link(prey("link"), "linked")


def point_at():
    os.symlink(prey("point_at"), "pointing")


def make_pipe():
    os.mkfifo("pipe")


def change_mode():
    before = os.stat(prey("change_mode")).st_mode
    os.chmod(prey("change_mode"), 0o777)
    return os.stat(prey("change_mode")).st_mode != before


def change_times():
    os.utime(prey("change_times"), (1, 1))
    return os.stat(prey("change_times")).st_mtime == 1


def change_attribute():
    path = prey("change_attribute").encode()
    call("setxattr", path, b"user.dlprep", b"x", ctypes.c_size_t(1), ctypes.c_int(0))


def make_beside():
    with open(prey("made_beside"), "xb"):
        pass


def make_unnamed_and_link():
    descriptor = os.open(WORK, os.O_TMPFILE | os.O_RDWR, 0o600)
    source, follow = f"/proc/self/fd/{descriptor}".encode(), ctypes.c_int(0x400)
    checked(LIBRARY.linkat(HERE, source, HERE, prey("made_unnamed").encode(), follow))


def change_data():
    with open(f"{TARGETS['visible']}/x_train.npy", "r+b") as file:
        file.write(b"changed")


def plant_startup_file():
    with open(f"{TARGETS['packages']}/planted.pth", "x") as file:
        file.write("import planted\n")


def plant_bytecode():
    with open(f"{TARGETS['packages']}/keras/__pycache__/planted.pyc", "xb"):
        pass


def write_our_log():
    with open("../warden.log", "a") as file:
        file.write("forged")


def rename_work():
    os.rename(WORK, f"{WORK}.moved")
    os.rename(f"{WORK}.moved", WORK)


def lock_history():
    with open(f"{HOME}/.local/share/dlprep/history.db", "rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)


def lease_data():
    """Whoever opens the file for writing then waits for us."""
    descriptor = os.open(f"{TARGETS['visible']}/x_train.npy", os.O_RDONLY)
    fcntl.fcntl(descriptor, _F_SETLEASE, fcntl.F_RDLCK)


def reserve_more_than_allowed():
    """Space behind the end of a file is not held against its size."""
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    descriptor = os.open("reserved", os.O_CREAT | os.O_RDWR, 0o600)
    keep_size = ctypes.c_int(1)
    try:
        checked(LIBRARY.fallocate64(descriptor, keep_size, ctypes.c_int64(most), ctypes.c_int64(8 << 20)))
    finally:
        os.close(descriptor)
        os.unlink("reserved")


def leave_shared_memory():
    with open(f"/dev/shm/{TARGETS['token']}-left", "x") as file:
        file.write("for the next run")


def read_shared_memory():
    read(f"/dev/shm/{TARGETS['token']}-other")


def list_shared_memory():
    return f"{TARGETS['token']}-other" in os.listdir("/dev/shm")


def write_to_terminal():
    with open(TARGETS["terminal"], "wb", buffering=0) as terminal:
        terminal.write(b"typed")


def push_keys():
    descriptor = os.open(TARGETS["terminal"], os.O_RDWR | os.O_NOCTTY)
    for key in b"rm\n":
        fcntl.ioctl(descriptor, 0x5412, bytes([key]))
