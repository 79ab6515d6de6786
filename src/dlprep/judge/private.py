"""The places that a script must never reach, whatever lies around them."""

from pathlib import Path


def private_places(*named: Path) -> tuple[str, ...]:
    """The named ones and what is personal in everybody's home."""
    home = Path.home()
    # Beside one home lie others; the root of all files is no place of anyone's.
    homes = [home] if home.parent == Path(home.anchor) else [home, home.parent]
    personal = [home / name for name in (".ssh", ".gnupg", ".config", ".local/share", ".cache")]
    return tuple(str(place) for place in (*homes, *personal, *named))
