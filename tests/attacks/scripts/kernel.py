# A part of a learner's script: see `start.py`.
# ruff: noqa
# mypy: ignore-errors


def new_namespace():
    call("unshare", ctypes.c_ulong(0x10000000))


def new_namespace_by_clone():
    child = call("clone", ctypes.c_ulong(0x10000000 | signal.SIGCHLD), None, None, None, None)
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def mount_something():
    call("unshare", ctypes.c_ulong(0x10020000))
    call("mount", b"none", b"/tmp", b"tmpfs", ctypes.c_ulong(0), None)


def gain_rights():
    """Without this mark a program could run with the rights of its owner."""
    return LIBRARY.prctl(_PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0


def key_ring():
    call("add_key", b"user", TARGETS["token"].encode(), b"x", ctypes.c_size_t(1), ctypes.c_int(-2))


def filter_program():
    call("bpf", 0, ctypes.create_string_buffer(128), 128)


def count_events():
    attributes = ctypes.create_string_buffer(struct.pack("=IIQ", 1, 112, 0) + bytes(96), 112)
    attributes[40:48] = struct.pack("=Q", 0b1100000)
    call("perf_event_open", attributes, 0, -1, -1, 0)


def faults_in_user_space():
    call("userfaultfd", ctypes.c_int(1))


def file_in_memory():
    os.memfd_create("hidden")


def shared_memory_by_key():
    made = call("shmget", ctypes.c_int(TARGETS["key"]), ctypes.c_size_t(4096), ctypes.c_int(0o1600))
    call("shmctl", ctypes.c_int(made), ctypes.c_int(0), None)


def queue_by_name():
    call("mq_open", TARGETS["token"].encode(), os.O_CREAT | os.O_RDWR, 0o600, None)
    call("mq_unlink", TARGETS["token"].encode())


def old_calls():
    """Calls of 32-bit programs have numbers of their own."""
    if platform.machine() != "x86_64":
        raise OSError(errno.ENOSYS, "no such calls here")
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20 (getpid); int 0x80; ret
    place = ctypes.addressof(ctypes.c_char.from_buffer(code))
    return ctypes.CFUNCTYPE(ctypes.c_int)(place)() == os.getpid()


def second_calls():
    """x86_64 has a second set of numbers."""
    if platform.machine() != "x86_64":
        raise OSError(errno.ENOSYS, "no such calls here")
    return checked(LIBRARY.syscall(ctypes.c_long(0x40000000 | 39))) == os.getpid()


def newer_calls():
    """`setxattrat`, which came after most lists of calls were written."""
    path = prey("newer_calls").encode()
    value = ctypes.create_string_buffer(b"x")
    given = ctypes.create_string_buffer(struct.pack("=QII", ctypes.addressof(value), 1, 0), 16)
    checked(LIBRARY.syscall(ctypes.c_long(463), HERE, path, 0, b"user.x", given, ctypes.c_size_t(16)))


def own_program(*command):
    descriptor = os.open("program", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o755)
    try:
        os.write(descriptor, Path("/bin/true").read_bytes())
        os.close(descriptor)
        subprocess.run([*command, "./program"], check=True)
    finally:
        os.unlink("program")


def run_own_program():
    own_program()


def run_own_program_by_loader():
    """The loader only reads it."""
    loaders = ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")
    own_program(next(one for one in loaders if os.path.exists(one)))
