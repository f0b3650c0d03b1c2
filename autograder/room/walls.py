"""The room's walls: the bubblewrap command line that shows a process Python and nothing else.

Only what is named here is visible. Of this package a room sees what a fork needs; the exercises,
the solutions, the class and the rest of the disk are not mounted, so there is nothing to read.
"""

from __future__ import annotations

import os
import platform
import pwd
import shutil
import site
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from autograder.errors import SandboxUnavailable
from autograder.room.wire.limits import MEBIBYTE
from autograder.room.wire.places import HOME, SCRATCH, STUDENT_ID

PACKAGE = Path(os.path.abspath(__file__)).parent.parent
# All of this package that a room sees, by name. The exercises hold the answers: never add them.
VISIBLE_PARTS = (
    "__init__.py",
    "errors.py",
    "notebook.py",
    "panel.py",
    "devices",
    "pictures",
    "witness",
    "room/__init__.py",
    "room/wire",
    "room/inside",
)
LOADED_MODULES = ("torch", "numpy", "matplotlib", "IPython", "matplotlib_inline")

_SYSTEM_LINKS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_MADE_BY_BWRAP = (Path("/dev"), Path("/dev/shm"), Path(SCRATCH))
_SYSTEM_FILES = (
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
    "/nix/store",
    "/gnu/store",
    "/sys/devices/system/cpu",
)
_GPU_DEVICES = ("nvidia", "dri", "kfd")


@dataclass(frozen=True)
class Walls:
    """What a room may see beyond Python itself.

    hidden: folders that must not be visible, even if they lie inside a Python installation.
    import_paths: further folders to import from, read-only.
    gpu: whether the accelerator's device files are there.
    """

    hidden: tuple[Path, ...] = ()
    import_paths: tuple[Path, ...] = ()
    gpu: bool = False


def bubblewrap() -> str:
    """The path of bwrap. Raises SandboxUnavailable where there is none."""
    if platform.system() != "Linux":
        raise SandboxUnavailable(
            f"A class is graded in a sandbox of Linux namespaces, and this is {platform.system()}. "
            "Grade on Linux (a virtual machine or WSL 2 will do), or, if you trust every "
            "submission not to harm this machine, add --trust-submissions."
        )
    path = shutil.which("bwrap")
    if path is None:
        raise SandboxUnavailable(
            "The sandbox needs bubblewrap, and there is no `bwrap` here. Install it (Debian and "
            "Ubuntu: apt install bubblewrap; Fedora: dnf install bubblewrap; conda: conda install "
            "-c conda-forge bubblewrap) and run this again."
        )
    return path


def hidden_folders(walls: Walls) -> list[Path]:
    """Everything that a room must not show: what is not for it in this package, and `hidden`."""
    own = [
        place
        for folder in (PACKAGE, PACKAGE / "room")
        for place in folder.iterdir()
        if not any(part.startswith(str(place.relative_to(PACKAGE))) for part in VISIBLE_PARTS)
    ]
    return sorted(_both_names([*own, *walls.hidden]))


def command(walls: Walls, inside: Sequence[str]) -> list[str]:
    """The bwrap command line that runs `inside` (a program and its arguments) in a room."""
    readable = _without_nested(_python_folders(walls))
    if runs_as_root():
        _refuse_the_unreadable(*unprivileged_ids())
    arguments = [bubblewrap(), *_namespaces(), *_system(), "--ro-bind", "/usr", "/usr"]
    packages = sorted(_both_names([PACKAGE]))
    own = [package / part for package in packages for part in VISIBLE_PARTS]
    arguments += _folders_on_the_way([*readable, *own])
    for path in readable:
        arguments += ["--ro-bind", str(path), str(path)]
    arguments += _interpreter_links(readable)
    arguments += _own_package(packages, readable)
    for path in sorted(_both_names(walls.hidden)):
        if path.is_dir() and _is_below(path, readable):
            arguments += ["--tmpfs", str(path), "--remount-ro", str(path)]
    if walls.gpu:
        for path in sorted(Path("/dev").iterdir()):
            if path.name.startswith(_GPU_DEVICES):
                arguments += ["--dev-bind", str(path), str(path)]
    # Last, so that bwrap could still make the mount points above. A fork mounts its own /tmp and
    # /dev/shm over these; nothing else can be written.
    arguments += ["--remount-ro", "/dev", "--remount-ro", "/"]
    return [*arguments, "--", *inside]


def environment(walls: Walls) -> dict[str, str]:
    """The whole environment of a room's fork server: nothing of the instructor's is in it."""
    threads = ("OMP", "MKL", "OPENBLAS", "NUMEXPR")
    return {
        **{f"{name}_NUM_THREADS": "1" for name in threads},
        "HOME": HOME,
        "USER": "student",
        "LOGNAME": "student",
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": f"{SCRATCH}/matplotlib",
        "IPYTHONDIR": f"{SCRATCH}/ipython",
        "PYTHONDONTWRITEBYTECODE": "1",
        # A set of strings must come out in the same order each time a submission is replayed.
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(map(str, _search_path(walls))),
    }


def runs_as_root() -> bool:
    """Whether the grader is root: then the room gives that up by setuid, not by a namespace."""
    return os.geteuid() == 0


def unprivileged_ids() -> tuple[int, int]:
    """The user and group that a room takes when the grader is root."""
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return 65534, 65534
    return nobody.pw_uid, nobody.pw_gid


def _namespaces() -> list[str]:
    arguments = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    arguments += ["--unshare-cgroup-try", "--die-with-parent", "--new-session"]
    arguments += ["--cap-drop", "ALL"]
    if runs_as_root():
        # The kernel does not count the processes of root, so the fork server must become someone
        # else, and it must mount /proc itself: bwrap masks parts of it for root, and then no fork
        # could mount its own.
        for capability in ("CAP_SETUID", "CAP_SETGID", "CAP_SYS_ADMIN"):
            arguments += ["--cap-add", capability]
        arguments += ["--dir", "/proc"]
    else:
        arguments += ["--unshare-user", "--uid", str(STUDENT_ID), "--gid", str(STUDENT_ID)]
        arguments += ["--proc", "/proc"]
    return [*arguments, "--hostname", "room"]


def _system() -> list[str]:
    arguments = ["--dev", "/dev", "--perms", "1777", "--size", str(MEBIBYTE)]
    arguments += ["--tmpfs", "/dev/shm", "--perms", "1777", "--size", str(64 * MEBIBYTE)]
    # What is mapped of /dev/zero is shared memory that shows nowhere. /dev/full reads the same.
    arguments += ["--tmpfs", SCRATCH, "--dev-bind", "/dev/full", "/dev/zero"]
    for link in _SYSTEM_LINKS:
        if os.path.islink(link):
            arguments += ["--symlink", os.readlink(link), link]
        elif os.path.isdir(link):
            arguments += ["--ro-bind", link, link]
    for path in _SYSTEM_FILES:
        arguments += ["--ro-bind-try", path, path]
    return arguments


def _refuse_the_unreadable(user: int, group: int) -> None:
    """Raise SandboxUnavailable where root made what only root can read, as with a umask of 077."""
    for file in (PACKAGE / "__init__.py", Path(os.__file__), *map(_origin, LOADED_MODULES)):
        # The way to Python's library and packages; what lies above them a room has of its own.
        for path in (file, file.parent):
            status = path.stat()
            shift = 6 if status.st_uid == user else 3 if status.st_gid == group else 0
            needed = 0o5 if path.is_dir() else 0o4
            if status.st_mode >> shift & needed != needed:
                raise SandboxUnavailable(
                    f"Where root grades, submissions run as an ordinary user, who cannot read "
                    f"{path}: run `chmod -R go+rX` on the folder of the course and on that of its "
                    "environment, or grade as another user than root."
                )


def _origin(module: str) -> Path:
    """The file that `module` is loaded from. Raises SandboxUnavailable where there is none."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise SandboxUnavailable(f"Grading needs {module}, and it is not installed here.")
    return Path(spec.origin)


def _python_folders(walls: Walls) -> set[Path]:
    """The folders that this Python, its standard library and its packages live in."""
    paths = sysconfig.get_paths()
    folders = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    folders |= {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    folders |= set(site.getsitepackages())
    if site.ENABLE_USER_SITE:
        folders.add(site.getusersitepackages())
    found = {Path(folder) for folder in folders} | {path.resolve() for path in walls.import_paths}
    for module in LOADED_MODULES:
        # A package built in its own source folder lies outside all of the above.
        folder = _origin(module).parent
        if not any(folder.is_relative_to(known) for known in found):
            found.add(folder)
    existing = {path for path in _both_names(found) if path.is_dir()}
    for path in existing:
        if path in (Path("/"), Path("/home"), Path("/root"), Path.home()):
            raise SandboxUnavailable(
                f"This Python is installed in {path} itself, so a room that sees Python would see "
                "everything else there too. Make a virtual environment and grade from that."
            )
    return existing


def _search_path(walls: Walls) -> list[Path]:
    """What goes in front of Python's own search path: of a checkout only the package is mounted."""
    paths = [path.resolve() for path in walls.import_paths]
    installed = any(PACKAGE.is_relative_to(path) for path in map(Path, site.getsitepackages()))
    return paths if installed else [*paths, PACKAGE.parent]


def _both_names(paths: Iterable[Path]) -> set[Path]:
    """Each path as it is written and as it is without links: Python uses both."""
    return {Path(os.path.abspath(path)) for path in paths} | {path.resolve() for path in paths}


def _is_below(path: Path, readable: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in (Path("/usr"), *readable))


def _without_nested(folders: Iterable[Path]) -> list[Path]:
    """`folders` without those that lie in another one or in /usr, which is mounted whole."""
    kept: list[Path] = []
    for folder in sorted(folders):
        if not _is_below(folder, kept):
            kept.append(folder)
    return kept


def _folders_on_the_way(paths: Iterable[Path]) -> list[str]:
    """The empty folders that lead to `paths`, which bwrap would make for its own user alone."""
    folders = {folder for path in paths for folder in path.parents[:-1]}
    links = [Path(link) for link in _SYSTEM_LINKS]
    made = sorted(
        folder
        for folder in folders
        if folder not in _MADE_BY_BWRAP and not _is_below(folder, links)
    )
    return [word for folder in made for word in ("--perms", "0755", "--dir", str(folder))]


def _interpreter_links(readable: list[Path]) -> list[str]:
    """The links on the way from this interpreter's name to its file, where they lie elsewhere."""
    arguments: list[str] = []
    path = Path(sys.executable)
    while path.is_symlink():
        target = Path(os.path.normpath(path.parent / os.readlink(path)))
        if not _is_below(path, readable):
            arguments += ["--symlink", str(target), str(path)]
        path = target
    if not _is_below(path, readable):
        arguments += ["--ro-bind", str(path), str(path)]
    return arguments


def _own_package(packages: Sequence[Path], readable: list[Path]) -> list[str]:
    """This package, part by part: its folder may be a checkout with the solutions beside it."""
    arguments: list[str] = []
    for package in packages:
        installed = _is_below(package, readable)
        if installed:
            arguments += ["--tmpfs", str(package)]
        for part in VISIBLE_PARTS:
            arguments += ["--ro-bind", str(package / part), str(package / part)]
        if installed:
            arguments += ["--remount-ro", str(package)]
    return arguments
