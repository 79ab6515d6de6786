"""What a script may try, and where it gets through: honest about what is open. `docs/sandbox.md` shows it."""

from dataclasses import dataclass

MODES = ("none", "limited", "base", "full")
_OPEN, _SHUT = "open", "–"


@dataclass(frozen=True)
class Row:
    """An attempt of `attempts.py`."""

    name: str
    words: str
    open_in: tuple[str, ...] = ("none", "limited")
    depends: bool = False
    """Without walls it depends on the kernel, its settings and the processor."""

    @property
    def cells(self) -> list[str]:
        return [_OPEN if mode in self.open_in else _SHUT for mode in MODES]


ALWAYS = MODES
NONE = ("none",)
NOT_FULL = ("none", "limited", "base")

ATTEMPTS = {
    "Reading": [
        Row("read_key", "read `~/.ssh/id_rsa`"),
        Row("read_history", "read the history"),
        Row("read_labels", "read the hidden labels"),
        Row("read_hidden_inputs", "read the hidden inputs before they are given"),
        Row("read_sources", "read the labels where they were taken from, in a package"),
        Row("read_bank", "read a solution in the bank"),
        Row("read_sibling", "read the folder of another run"),
        Row("read_users", "read `/etc/passwd`"),
        Row("list_home", "list the home"),
        Row("read_from_below", "read by a path with `..`"),
        Row("read_by_openat2", "read by `openat2`", NONE),
        Row("read_by_reopening", "read by reopening `/proc/self/fd`"),
        Row("read_by_program", "read by a program that was started"),
        Row("read_by_stand_in", "read by `root`, `cwd` and `fd` of another process", depends=True),
        Row("list_shared_memory", "list the machine's shared memory"),
        Row("read_shared_memory", "read shared memory of others by its name", NOT_FULL),
        Row("find_descriptors", "find something that we left open", ()),
        Row("see_that_it_exists", "see that a file exists", ALWAYS),
        Row("watch_files", "watch who opens files, by `inotify`", NONE, depends=True),
        Row("watch_folder", "watch a folder, by `F_NOTIFY`", NONE, depends=True),
    ],
    "Changing": [
        Row("append", "append to a file outside"),
        Row("overwrite", "write over it"),
        Row("cut", "cut it short", NONE),
        Row("cut_by_opening", "cut it short by opening it for reading", NONE),
        Row("remove", "remove it"),
        Row("take_away", "move it into the run's folder"),
        Row("put_over", "move a file over it"),
        Row("exchange", "exchange it for another"),
        Row("link", "give it a second name"),
        Row("point_at", "make a symbolic link"),
        Row("make_pipe", "make a named pipe", NONE),
        Row("change_mode", "change its mode", NONE),
        Row("change_times", "change its times", NONE),
        Row("change_attribute", "give it an attribute", NONE, depends=True),
        Row("make_beside", "make a file outside"),
        Row("make_unnamed_and_link", "make a file without a name, and name it outside", depends=True),
        Row("change_data", "change the data of the challenge"),
        Row("plant_startup_file", "plant a `.pth` file where Python's packages lie"),
        Row("plant_bytecode", "plant bytecode there"),
        Row("write_our_log", "write into the run's log"),
        Row("rename_work", "rename the run's folder"),
        Row("lock_history", "lock the history"),
        Row("lease_data", "hold up whoever writes the data, by a lease", NONE, depends=True),
        Row("reserve_more_than_allowed", "reserve more disk than a file may have", NONE, depends=True),
        Row("leave_shared_memory", "leave shared memory for the next run", NOT_FULL),
        Row("write_to_terminal", "write to the learner's terminal"),
        Row("push_keys", "type into the learner's terminal", NONE, depends=True),
    ],
    "Network": [
        Row("tcp", "TCP", NONE),
        Row("tcp_of_several_paths", "MPTCP", NONE, depends=True),
        Row("udp", "UDP", NONE),
        Row("unix_socket", "a socket with a path", NONE),
        Row("abstract_socket", "an abstract socket", NONE),
        Row("turned_pair", "one of a pair of sockets, turned elsewhere", NONE),
        Row("listen", "listen", NONE),
        Row("kernel_sockets", "netlink, the kernel's ciphers", NONE, depends=True),
        Row("machine_sockets", "sockets between machines (vsock)", NONE, depends=True),
        Row("ring", "`io_uring`", NONE, depends=True),
    ],
    "Other processes": [
        Row("send_signal", "signal another process", NONE),
        Row("send_signal_to_group", "signal its group", NONE),
        Row("send_signal_by_handle", "signal it by `pidfd`", NONE),
        Row("send_signal_with_value", "signal it by `rt_sigqueueinfo`", NONE),
        Row("send_signal_as_owner", "signal it as the owner of a descriptor", NONE, depends=True),
        Row("send_signal_to_everybody", "signal everybody", NONE, depends=True),
        Row("trace", "trace it", NONE, depends=True),
        Row("read_memory", "read its memory", NONE, depends=True),
        Row("read_memory_file", "read its memory by `/proc`", depends=True),
        Row("read_environment", "read its environment"),
        Row("read_environment_of_parent", "read the environment of the parent"),
        Row("list_descriptors", "see what it has open"),
        Row("take_descriptor", "take a descriptor by `pidfd_getfd`", NONE, depends=True),
        Row("compare", "compare it by `kcmp`", NONE, depends=True),
        Row("read_command_line", "read its command line", NOT_FULL),
        Row("limit", "limit it", NONE),
        Row("renice", "renice it", NONE),
        Row("bind_to_core", "bind it to a core", NONE),
        Row("change_schedule", "change how it is scheduled", NONE),
        Row("change_disk_priority", "change its disk priority", NONE),
        Row("change_sacrifice_of_other", "have it killed first when memory runs out", depends=True),
        Row("escape_sacrifice", "not be killed first"),
        Row("hide_from_the_warden", "hide from the warden what is open", NONE),
    ],
    "The kernel": [
        Row("new_namespace", "another user namespace", NONE, depends=True),
        Row("new_namespace_by_clone", "the same by `clone`", NONE, depends=True),
        Row("mount_something", "mount", NONE, depends=True),
        Row("gain_rights", "gain rights by a program of root", NONE, depends=True),
        Row("key_ring", "keep a key in the kernel", NONE, depends=True),
        Row("filter_program", "`bpf`", NONE, depends=True),
        Row("count_events", "`perf_event_open`", NONE, depends=True),
        Row("faults_in_user_space", "`userfaultfd`", NONE, depends=True),
        Row("file_in_memory", "a file in memory alone", NONE, depends=True),
        Row("shared_memory_by_key", "shared memory by a key", NONE, depends=True),
        Row("queue_by_name", "a message queue", NONE, depends=True),
        Row("old_calls", "calls of 32-bit programs", NONE, depends=True),
        Row("second_calls", "calls by their second numbers (x32)", NONE, depends=True),
        Row("newer_calls", "calls newer than our lists", NONE, depends=True),
        Row("run_own_program", "run a program that it made"),
        Row("run_own_program_by_loader", "run it by the loader: behind the same walls", ALWAYS),
    ],
}
ROWS = [row for rows in ATTEMPTS.values() for row in rows]


def markdown() -> str:
    """The table as it stands in the documentation."""
    lines = [f"| attempt | {' | '.join(MODES)} |", "|---" * (len(MODES) + 1) + "|"]
    for group, rows in ATTEMPTS.items():
        lines.append(f"| **{group}** |{' |' * len(MODES)}")
        lines += [f"| {row.words} | {' | '.join(row.cells)} |" for row in rows]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(markdown(), end="")  # noqa: T201
