# A part of a learner's script: see `start.py`.
# ruff: noqa
# mypy: ignore-errors


def read_key():
    read(f"{HOME}/.ssh/id_rsa")


def read_history():
    read(f"{HOME}/.local/share/dlprep/history.db")


def read_labels():
    read(TARGETS["labels"])


def read_hidden_inputs():
    read(TARGETS["hidden_inputs"])


def read_sources():
    for path in TARGETS["sources"]:
        read(path)


def find_descriptors():
    """The two pipes to the warden are meant for the process; the pair of this child is its own."""
    named = {
        os.readlink(f"/proc/self/fd/{one}")
        for one in os.listdir("/proc/self/fd")
        if os.path.exists(f"/proc/self/fd/{one}")
    }
    return bool(
        {one for one in named if not one.startswith(("pipe:", "/dev/null"))} - {f"/proc/{os.getpid()}/fd"}
    )


def read_bank():
    read(f"{BANK}/solution.py")


def read_sibling():
    read(f"{SIBLING}/work/model.keras")


def read_users():
    read("/etc/passwd")


def list_home():
    os.listdir(HOME)


def read_from_below():
    read(os.path.relpath(f"{HOME}/.ssh/id_rsa"))


def read_by_openat2():
    how = ctypes.create_string_buffer(struct.pack("=QQQ", os.O_RDONLY, 0, 0), 24)
    os.close(call("openat2", HERE, f"{HOME}/.ssh/id_rsa".encode(), how, ctypes.c_size_t(24)))


def read_by_reopening():
    descriptor = os.open(f"{HOME}/.ssh/id_rsa", os.O_PATH)
    read(f"/proc/self/fd/{descriptor}")


def read_by_program():
    subprocess.run(["cat", f"{HOME}/.ssh/id_rsa"], check=True, capture_output=True)


def read_by_stand_in():
    for way in (f"root{HOME}/.ssh/id_rsa", "cwd/.ssh/id_rsa", f"fd/{TARGETS['open_descriptor']}"):
        try:
            return read(f"/proc/{OTHER}/{way}")
        except OSError as error:
            last = error
    raise last


def see_that_it_exists():
    os.stat(f"{HOME}/.ssh/id_rsa")


def watch_files():
    watching = checked(LIBRARY.inotify_init1(0))
    checked(LIBRARY.inotify_add_watch(watching, b"/usr", ctypes.c_uint32(0xFFF)))


def watch_folder():
    fcntl.fcntl(os.open("/usr", os.O_RDONLY), _F_NOTIFY, 1)
