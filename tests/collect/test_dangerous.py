"""Archives that would harm: each is refused in a sentence, and costs nobody else anything."""

import io
import os
import stat
import struct
import zipfile

import pytest

from autograder.collect import archives
from autograder.collect.command import Options, collect
from autograder.errors import CourseError
from tests.collect.handed_in import canvas, lay, make_root, pack, worked
from tests.collect.test_collect import placed, told

GOOD = {"bob/02_ops.ipynb": worked()}


@pytest.fixture
def root(tmp_path):
    return make_root(tmp_path / "course")


def entry(name, *, mode=0, flags=0):
    """A member with a Unix file type or flags of its own."""
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    info.flag_bits = flags
    return info


def everything_below(folder):
    return set(folder.rglob("*"))


def bomb(files, claimed=1000 * archives.MB):
    """The bytes of a zip whose directory says of each file that it unpacks to so much."""
    data = io.BytesIO()
    pack(data, files)
    raw = bytearray(data.getvalue())
    place = raw.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<L", raw, place + 24, claimed)
        place = raw.find(b"PK\x01\x02", place + 1)
    return bytes(raw)


@pytest.mark.parametrize(
    "name",
    [
        "../../evil/02_ops.ipynb",
        "/etc/02_ops.ipynb",
        "jane/../../02_ops.ipynb",
        "..\\..\\02_ops.ipynb",
        "C:\\jane\\02_ops.ipynb",
        "../.ipynb_checkpoints/02_ops.ipynb",
    ],
)
def test_a_path_that_climbs_is_refused_and_the_rest_goes_on(root, tmp_path, name):
    before = everything_below(tmp_path)
    archive = pack(tmp_path / "a.zip", GOOD | {name: worked()})
    collected = collect(root, [archive], Options())
    assert placed(root) == {"bob": ["02_ops"]}
    assert [one.why for one in collected if one.why] == ["has a path that leads out of the archive"]
    new = everything_below(tmp_path) - before - {archive}
    assert all(path.is_relative_to(root / "classroom") for path in new)


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        (stat.S_IFLNK | 0o777, "is a link to another file, not a file"),
        (stat.S_IFCHR | 0o666, "is a device or a pipe, not a file"),
        (stat.S_IFBLK | 0o666, "is a device or a pipe, not a file"),
        (stat.S_IFIFO | 0o666, "is a device or a pipe, not a file"),
        (stat.S_IFSOCK | 0o666, "is a device or a pipe, not a file"),
    ],
)
def test_a_member_that_is_no_file_is_refused(root, tmp_path, mode, said):
    archive = pack(tmp_path / "a.zip", GOOD)
    with zipfile.ZipFile(archive, "a") as more:
        more.writestr(entry("jane/02_ops.ipynb", mode=mode), b"/etc/passwd")
    assert told(collect(root, [archive], Options()), "jane/02_ops.ipynb").why == said
    assert placed(root) == {"bob": ["02_ops"]}


def test_links_and_pipes_in_a_folder_are_refused(root, tmp_path):
    folder = tmp_path / "in"
    (folder / "jane").mkdir(parents=True)
    os.symlink("/etc/passwd", folder / "jane" / "02_ops.ipynb")
    os.symlink("/etc", folder / "bob")
    os.mkfifo(folder / "jane" / "01_tensors.ipynb")
    collected = collect(root, [folder], Options())
    assert placed(root) == {}
    assert told(collected, "bob").why == "is a link to another file, not a file"
    assert told(collected, "01_tensors.ipynb").why == "is a device or a pipe, not a file"


def test_an_encrypted_member_is_refused(root, tmp_path):
    data = io.BytesIO()
    pack(data, GOOD | {"jane/02_ops.ipynb": worked()})
    raw = bytearray(data.getvalue())
    # The flag that says so, in the directory's entry of the second member.
    second = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 1)
    raw[second + 8] |= 1
    (tmp_path / "a.zip").write_bytes(raw)
    collected = collect(root, [tmp_path / "a.zip"], Options())
    assert "is encrypted" in told(collected, "jane/02_ops.ipynb").why
    assert placed(root) == {"bob": ["02_ops"]}


def test_a_member_that_is_damaged_costs_only_itself(root, tmp_path):
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as made:
        made.writestr("jane/02_ops.ipynb", worked())
        made.writestr("bob/02_ops.ipynb", worked())
    raw = bytearray(archive.read_bytes())
    raw[200] ^= 0xFF
    archive.write_bytes(raw)
    assert (
        "damaged in the archive"
        in told(collect(root, [archive], Options()), "jane/02_ops.ipynb").why
    )
    assert placed(root) == {"bob": ["02_ops"]}


def test_a_notebook_that_is_too_large_is_not_read(root, tmp_path):
    large = b'{"cells": []}' + b" " * archives.MOST_BYTES
    archive = pack(tmp_path / "a.zip", GOOD | {"jane/02_ops.ipynb": large})
    assert (
        told(collect(root, [archive], Options()), "jane/02_ops.ipynb").why == "is larger than 30 MB"
    )


def test_a_bomb_is_not_opened(root, tmp_path):
    (tmp_path / "bomb.zip").write_bytes(bomb({f"{i}/02_ops.ipynb": worked() for i in range(3)}))
    with pytest.raises(CourseError, match=r"would unpack from \d+ kB to 3 GB: a zip bomb"):
        collect(root, [tmp_path / "bomb.zip"], Options())
    assert not placed(root)


def test_a_bomb_that_a_student_handed_in_costs_only_itself(root, tmp_path):
    inner = bomb({f"{i}.bin": b"x" for i in range(3)})
    files = GOOD | {canvas("doejane", 12, 34, "ops.zip"): inner}
    collected = collect(root, [pack(tmp_path / "a.zip", files)], Options())
    assert "a zip bomb" in told(collected, "ops.zip").why
    assert placed(root) == {"bob": ["02_ops"]}


def test_a_member_that_holds_more_than_it_says_is_read_no_further(root, tmp_path):
    data = bomb({"jane/02_ops.ipynb": worked() * 50}, claimed=1000)
    (tmp_path / "a.zip").write_bytes(data)
    [one] = collect(root, [tmp_path / "a.zip"], Options())
    assert "damaged in the archive" in one.why


def test_an_archive_in_an_archive_in_an_archive_is_left_alone(root, tmp_path):
    data = worked()
    for depth in range(4):
        packed = io.BytesIO()
        pack(packed, {f"{depth}.zip" if depth else "02_ops.ipynb": data})
        data = packed.getvalue()
    collected = collect(root, [pack(tmp_path / "a.zip", GOOD | {"jane.zip": data})], Options())
    assert [one.why for one in collected if one.outcome == "left out"] == [
        "is an archive in an archive in an archive"
    ]


def test_too_many_files_are_refused(root, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 5)
    files = {f"s{i}/02_ops.ipynb": worked() for i in range(6)}
    for source in (pack(tmp_path / "many.zip", files), lay(tmp_path / "many", files)):
        with pytest.raises(CourseError, match="more than 5 files: too many"):
            collect(root, [source], Options())


def test_a_directory_of_absurd_length_is_not_read(root, tmp_path):
    archive = pack(tmp_path / "a.zip", GOOD)
    with archive.open("r+b") as file:  # a file of 60 MB of nothing, said to be the directory
        file.seek(60_000_000)
        file.write(b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 9, 9, 59_000_000, 1_000_000, 0))
    with pytest.raises(CourseError, match="too many"):
        collect(root, [archive], Options())


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive", b"PK\x05\x06" + bytes(10)])
def test_what_is_no_zip_is_told(root, tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(CourseError, match=r"a\.zip is damaged, or no zip archive"):
        collect(root, [tmp_path / "a.zip"], Options())


@pytest.mark.parametrize("name", ["a.rar", "a.7z", "a.tar.gz", "a.tgz", "a.tar"])
def test_another_archive_is_told_by_kind(root, tmp_path, name):
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(CourseError, match="Unpack it and collect the folder"):
        collect(root, [tmp_path / name], Options())


def test_a_source_that_is_not_there_is_told_before_anything_is_written(root, tmp_path):
    with pytest.raises(CourseError, match="There is no archive, folder or notebook"):
        collect(root, [pack(tmp_path / "a.zip", GOOD), tmp_path / "none.zip"], Options())
    assert not placed(root)


# -- names in other alphabets --------------------------------------------------------------------


def raw_zip(path, name: bytes, data: bytes, utf8: bool):
    """A zip whose member's name is these very bytes, as old programs write them."""
    stand_in = "x" * len(name)
    pack(path, {stand_in: data})
    raw = bytearray(path.read_bytes().replace(stand_in.encode(), name))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.index(mark) + at
        flags = struct.unpack_from("<H", raw, place)[0]
        struct.pack_into("<H", raw, place, flags | 0x800 if utf8 else flags & ~0x800)
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("encoding", "utf8"), [("utf-8", True), ("utf-8", False), ("cp437", False)]
)
@pytest.mark.parametrize("student", ["Jörg Müller", "Zoë"])
def test_names_that_are_not_ascii(root, tmp_path, student, encoding, utf8):
    name = f"{student}/02_ops.ipynb".encode(encoding)
    collect(root, [raw_zip(tmp_path / "a.zip", name, worked(), utf8)], Options())
    assert placed(root) == {student: ["02_ops"]}


def test_names_that_macos_takes_apart_are_put_together(root, tmp_path):
    archive = pack(tmp_path / "a.zip", {"Jo\u0308rg/02_ops.ipynb": worked()})
    collect(root, [archive], Options())
    assert placed(root) == {"J\u00f6rg": ["02_ops"]}
