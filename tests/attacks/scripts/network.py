# A part of a learner's script: see `start.py`.
# ruff: noqa
# mypy: ignore-errors


def reach(family, kind, address, protocol=0):
    with socket.socket(family, kind, protocol) as tried:
        tried.settimeout(2)
        tried.connect(address)
        tried.send(b"secret")


def tcp():
    reach(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", TARGETS["tcp"]))


def tcp_of_several_paths():
    reach(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", TARGETS["tcp"]), protocol=262)


def udp():
    reach(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", TARGETS["udp"]))


def unix_socket():
    reach(socket.AF_UNIX, socket.SOCK_STREAM, TARGETS["unix"])


def abstract_socket():
    reach(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{TARGETS['token']}")


def turned_pair():
    """An end of a pair of datagram sockets, sent to another address than its twin's."""
    one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.sendto(b"secret", f"\0{TARGETS['token']}-datagrams")


def listen():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()


def kernel_sockets():
    for family, kind in ((socket.AF_NETLINK, socket.SOCK_RAW), (socket.AF_ALG, socket.SOCK_SEQPACKET)):
        try:
            return socket.socket(family, kind).close()
        except OSError as error:
            last = error
    raise last


def machine_sockets():
    socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM).close()


def ring():
    call("io_uring_setup", ctypes.c_uint(4), ctypes.create_string_buffer(120))
