"""Words for backups, English and marked for the catalogs."""

from dlprep.domain.keeping.backups import BackupKind, BackupState
from dlprep.domain.messages import mark

KINDS = {
    BackupKind.DAILY.value: mark("daily"),
    BackupKind.MANUAL.value: mark("by hand"),
    BackupKind.MIGRATION.value: mark("before an update"),
    BackupKind.RESTORE.value: mark("before a restore"),
    BackupKind.RESET.value: mark("before a reset"),
    BackupKind.IMPORT.value: mark("before an import"),
}
STATES = {
    BackupState.SOUND.value: mark("✓ checked"),
    BackupState.UNCHECKED.value: mark("· large"),
    BackupState.DAMAGED.value: mark("✗ damaged"),
    BackupState.NEWER.value: mark("✗ newer"),
    BackupState.FOREIGN.value: mark("✗ foreign"),
}
_KILO = 1000


def size_text(size_bytes: int) -> str:
    """A size as people read it: 84 kB, 1.2 MB."""
    size = float(size_bytes)
    for unit in ("B", "kB", "MB"):
        if size < _KILO:
            return f"{size:.0f} {unit}" if unit != "MB" else f"{size:.1f} {unit}"
        size /= _KILO
    return f"{size:.1f} GB"
