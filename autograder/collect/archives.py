"""Opens archives and folders of hand-ins, and reads no more of them than is safe.

Nothing is ever unpacked to the disk: members are read one at a time, within limits. What can't be
read, or must not be, is a Member whose `refused` says why in a sentence.
"""

from __future__ import annotations

import io
import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, ClassVar

from autograder.errors import CourseError

MB = 2**20
MOST_MEMBERS = 100_000  # in an archive or a folder
MOST_BYTES = 30 * MB  # of a notebook, as in grading
MOST_NESTED = 100 * MB  # of an archive that a student handed in
MOST_UNPACKED = 1024 * MB  # of the same, by what it says of itself
MOST_NESTED_MEMBERS = 1_000
DEEPEST = 2  # an archive in an archive
# Text and pictures shrink to a tenth at best; a bomb shrinks to a thousandth.
BOMB_RATIO = 200
_BYTES_OF_AN_ENTRY = 400  # in the directory of a zip: 46 and the name, generously

# What an operating system or an editor leaves behind; no student made it.
_LITTER = {"__macosx", ".ipynb_checkpoints", "__pycache__", ".ds_store", "thumbs.db", "desktop.ini"}


class CannotRead(Exception):
    """A member can't be read; the message says why, to stand after its name."""


@dataclass(frozen=True)
class Member:
    """A file among the hand-ins.

    path: its folders and its name, from the outside in; archives on the way count as folders.
    inside: how many leading parts of `path` lead to the innermost archive; 0 outside of one.
    refused: why it is not read; empty when it can be.
    """

    path: tuple[str, ...]
    inside: int = 0
    refused: str = ""
    _open: Callable[[int], bytes] = lambda most: b""

    @property
    def name(self) -> str:
        """The path as a person writes it."""
        return "/".join(self.path)

    def read(self, most: int = MOST_BYTES) -> bytes:
        """Its bytes. Raises CannotRead, for one of more than `most` bytes, too."""
        if self.refused:
            raise CannotRead(self.refused)
        try:
            data = self._open(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, struct.error):
            raise CannotRead("is damaged in the archive") from None
        except NotImplementedError:
            raise CannotRead("is packed in a way that can't be read here") from None
        except OSError as error:
            raise CannotRead(f"can't be read: {error.strerror or 'damaged'}") from None
        if len(data) > most:
            raise CannotRead(f"is larger than {most // MB} MB")
        return data


def members(source: Path) -> Iterator[Member]:
    """Every file in an archive or a folder, or the one file that `source` is.

    Raises CourseError when `source` is not there, or is no archive, or a dangerous one.
    """
    if source.is_symlink() or not source.exists():
        raise CourseError(f"There is no archive, folder or notebook {source}.")
    if source.is_dir():
        yield from _in_folder(source)
    elif _is_zip(source.name):
        yield from _in_zip(_Zip(partial(source.open, "rb"), source.name, MOST_MEMBERS), ())
    elif source.is_file():
        other = _other_archive(source.name)
        if other:
            raise CourseError(f"{source} is {other}. Unpack it and collect the folder.")
        yield Member((source.name,), 0, "", partial(_read_file, source))
    else:
        raise CourseError(f"{source} is neither a file nor a folder.")


def _in_folder(folder: Path) -> Iterator[Member]:
    count = 0
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_litter(name))
        inner = tuple(map(_plain, Path(at).relative_to(folder).parts))
        for name in [*folders, *sorted(files)]:
            count += 1
            if count > MOST_MEMBERS:
                raise CourseError(f"{folder} holds more than {MOST_MEMBERS:,} files: too many.")
            path, place = (*inner, _plain(name)), Path(at) / name
            kind = _kind_refused(place.lstat().st_mode)
            if kind:
                yield Member(path, 0, kind)
            elif name in folders or is_litter(name):
                continue
            elif _is_zip(name):
                yield from _nested(path, partial(place.open, "rb"), MOST_MEMBERS)
            else:
                yield Member(path, 0, "", partial(_read_file, place))


def _nested(path: tuple[str, ...], reopen: Callable[..., Any], most: int) -> Iterator[Member]:
    """The members of an archive among the hand-ins; one refusal where it can't be opened."""
    try:
        yield from _in_zip(_Zip(reopen, path[-1], most), path)
    except CourseError as error:
        yield Member(path, 0, str(error).removeprefix(f"{path[-1]} ").rstrip("."))
    except CannotRead as error:
        yield Member(path, 0, str(error))


def _in_zip(archive: _Zip, above: tuple[str, ...]) -> Iterator[Member]:
    """The members of a zip that lies at the path `above`. Raises CourseError."""
    depth = sum(map(_is_zip, above))
    for entry in archive.entries():
        parts, climbs = _parts(entry)
        if not climbs and (entry.is_dir() or any(map(is_litter, parts))):
            continue
        path = (*above, *parts)
        refused = climbs or _refusal(entry)
        open_it = partial(archive.read, entry)
        if refused:
            yield Member(path, len(above), refused)
        elif not _is_zip(path[-1]):
            yield Member(path, len(above), "", open_it)
        elif depth >= DEEPEST:
            yield Member(path, len(above), "is an archive in an archive in an archive")
        else:
            packed = Member(path, 0, "", open_it)
            yield from _nested(path, partial(_unpacked, packed), MOST_NESTED_MEMBERS)


def _unpacked(packed: Member) -> io.BytesIO:
    return io.BytesIO(packed.read(MOST_NESTED))


class _Zip:
    """A zip archive, open while its members are read; of many only the last few stay open."""

    _open: ClassVar[list[_Zip]] = []
    _MOST_OPEN = 3

    def __init__(self, reopen: Callable[..., Any], called: str, most: int):
        self._reopen = reopen
        self._called = called
        self._most = most
        self._zip: zipfile.ZipFile | None = None

    def entries(self) -> list[zipfile.ZipInfo]:
        """What is in it. Raises CourseError when it is no zip, or one that can't be trusted."""
        too_many = f"{self._called} holds more than {self._most:,} files: too many. Not opened."
        with self._reopen() as file:
            size = file.seek(0, os.SEEK_END)
            if _directory_size(file, size) > self._most * _BYTES_OF_AN_ENTRY:
                raise CourseError(too_many)
        entries = self._opened().infolist()
        if len(entries) > self._most:
            raise CourseError(too_many)
        unpacked = sum(entry.file_size for entry in entries)
        is_nested = self._most == MOST_NESTED_MEMBERS
        if unpacked > MOST_UNPACKED and (is_nested or unpacked > BOMB_RATIO * size):
            raise CourseError(
                f"{self._called} would unpack from {_amount(size)} to {_amount(unpacked)}: a zip "
                "bomb. It was not opened."
            )
        return entries

    def read(self, entry: zipfile.ZipInfo, most: int) -> bytes:
        """At most `most` bytes of a member; CannotRead when it says itself that it has more."""
        if entry.file_size >= most:
            raise CannotRead(f"is larger than {most // MB} MB")
        with self._opened().open(entry) as member:
            return member.read(most)

    def _opened(self) -> zipfile.ZipFile:
        if self._zip is None:
            try:
                self._zip = zipfile.ZipFile(self._reopen())
            except (zipfile.BadZipFile, NotImplementedError, struct.error, ValueError, EOFError):
                raise CourseError(f"{self._called} is damaged, or no zip archive.") from None
            _Zip._open.append(self)
            if len(_Zip._open) > self._MOST_OPEN:
                _Zip._open.pop(0)._close()
        return self._zip

    def _close(self) -> None:
        opened, self._zip = self._zip, None
        if opened is not None and opened.fp is not None:
            opened.fp.close()


def _directory_size(file: IO[bytes], size: int) -> int:
    """How many bytes the directory of a zip says it has; 0 where it says nothing."""
    tail_length = min(size, 22 + 65_535 + 56 + 20)
    file.seek(size - tail_length)
    tail = file.read(tail_length)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22:
        return 0
    length = struct.unpack_from("<L", tail, end + 12)[0]
    large = tail.rfind(b"PK\x06\x06", 0, end)
    if length == 0xFFFFFFFF and 0 <= large <= len(tail) - 56:
        length = struct.unpack_from("<Q", tail, large + 40)[0]
    return min(int(length), size)


def _parts(entry: zipfile.ZipInfo) -> tuple[tuple[str, ...], str]:
    """The path of a member in parts; why it is refused when it leads out of the archive."""
    name = _decoded(entry).replace("\\", "/")
    parts = tuple(_plain(part) for part in name.split("/") if part not in ("", "."))
    climbs = name.startswith("/") or ".." in parts or (name[1:2] == ":" and name[:1].isalpha())
    if climbs or not parts:
        return (name or "(no name)",), "has a path that leads out of the archive"
    return parts, ""


def _decoded(entry: zipfile.ZipInfo) -> str:
    """The name of a member. Many programs write UTF-8 and forget the flag that says so."""
    if not entry.flag_bits & 0x800:
        try:
            return entry.filename.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return entry.filename


def _refusal(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & 0x1:
        return "is encrypted; ask for it without a password"
    return _kind_refused(entry.external_attr >> 16)


def _kind_refused(mode: int) -> str:
    kind = stat.S_IFMT(mode)
    if kind == stat.S_IFLNK:
        return "is a link to another file, not a file"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a device or a pipe, not a file"
    return ""


def _read_file(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most)


def _plain(name: str) -> str:
    """A name as it is compared: composed letters (macOS takes them apart), nothing invisible."""
    name = unicodedata.normalize("NFC", name.encode(errors="replace").decode())
    return "".join(letter if letter.isprintable() else " " for letter in name)


def is_litter(name: str) -> bool:
    """Whether a file or folder is one that a system or an editor left behind."""
    return name.lower() in _LITTER or name.startswith(".")


def _is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")


def _other_archive(name: str) -> str:
    endings = {".7z": "a 7z", ".rar": "a RAR", ".tar": "a tar", ".gz": "a gz", ".tgz": "a tar"}
    kind = endings.get(Path(name).suffix.lower())
    return f"{kind} archive" if kind else ""


def _amount(size: int) -> str:
    power = min(len(f"{size:d}") - 1, 9) // 3
    return f"{size / 1000**power:,.0f} {('bytes', 'kB', 'MB', 'GB')[power]}"
