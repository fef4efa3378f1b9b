"""Two machines that differ in all that must not matter to what is built.

They are this machine twice, and differ in what a process can be given: its user, that user's home
and caches, time zone, locale, umask, seed of hashes, processors, and where the repository lies.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.incremental.checkout import Checkout

_OTHER_USER = 61001
"""No entry of `passwd` has it: what asks for a user's name there fails."""
_SOURCES_OF_LOCALES = Path("/usr/share/i18n")
_WANTED_LOCALES = ("tr_TR", "de_DE")
"""In Turkish the small letter of `I` is not `i`; in German a comma is the decimal point."""
_PASSED = (
    "CARGO_HTTP_CAINFO",
    "PATH",
    "PIP_CERT",
    "PIP_FIND_LINKS",
    "PIP_INDEX_URL",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "http_proxy",
    "https_proxy",
    "no_proxy",
)
"""Where the network is reached, and what is installed: two users of one machine have that in common."""
_HOME = "home"
_RUSTUP = ".rustup"
_IN_SANDBOXES = ("LOCPATH", "TZ")
_CONFIGURATIONS = (".cargo/config.toml", ".config/pip/pip.conf")
"""Below a home: where indexes and registries lie, which the other home has to know, too."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What a build is given. All that it writes is below `folder`."""

    folder: Path
    checkout: Path
    """Where the repository lies, below the folder."""
    cache: Path
    zone: str
    locale: str
    umask: int
    seed: int
    processors: tuple[int, ...] = ()
    """Those that it may use, where not all."""
    user: int | None = None
    """Another one than the caller, where the machine lets us."""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The user's home."""
        return self.folder / _HOME

    @property
    def store(self) -> Path:
        """Where Pants keeps its results."""
        return self.folder / "store"

    @property
    def name(self) -> str:
        """What the user is called."""
        return self.folder.name

    def settings(self) -> dict[str, str]:
        """The variables of the environment."""
        names = ", ".join(f'"{name}"' for name in _IN_SANDBOXES)
        return {
            **{name: os.environ[name] for name in _PASSED if name in os.environ},
            "PYENV_ROOT": _pyenv(),
            "RUSTUP_HOME": _rustup() if self.user is None else str(self.home / _RUSTUP),
            "HOME": str(self.home),
            "USER": self.name,
            "LOGNAME": self.name,
            "FERROTYPE_CACHE": str(self.cache),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "TZ": self.zone,
            "LANG": self.locale,
            "LC_ALL": self.locale,
            "PYTHONHASHSEED": str(self.seed),
            "PANTS_NAMED_CACHES_DIR": str(self.folder / "named"),
            "PANTS_PANTS_WORKDIR": str(self.root / ".pants.d"),
            # A process of Pants would see neither otherwise.
            "PANTS_SUBPROCESS_ENVIRONMENT_ENV_VARS": f"+[{names}]",
            **self.more,
        }

    def through(self) -> tuple[str, ...]:
        """The command that another one is given to, to run as on this machine."""
        command = [] if self.user is None else as_user(self.user, self.folder)
        command += ["sh", "-c", 'umask "$1" && shift && exec "$@"', "sh", f"{self.umask:03o}"]
        if self.processors:
            command += ["taskset", "--cpu-list", ",".join(map(str, self.processors))]
        return tuple(command)

    @property
    def root(self) -> Path:
        """Where the repository lies."""
        return self.folder / self.checkout

    def opened(self, timeout: float) -> Checkout:
        """For a repository that lies at its root."""
        return Checkout(self.root, self.store, timeout, self.through(), self.settings())

    def prepare(self) -> None:
        """Make the folders that it begins with; all are its user's."""
        for path in (self.home, self.cache, self.root):
            path.mkdir(parents=True)
        for name in _CONFIGURATIONS:
            if (Path.home() / name).exists():
                (self.home / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(Path.home() / name, self.home / name)
        if self.user is not None:
            owner = f"{self.user}:{self.user}"
            subprocess.run(["chown", "-R", owner, self.folder], check=True)

    def described(self) -> str:
        """What is its own, in words."""
        user = os.geteuid() if self.user is None else self.user
        processors = len(self.processors) or os.cpu_count()
        return (
            f"{self.root}: user {user}, {self.zone}, {self.locale}, umask"
            f" {self.umask:03o}, hash seed {self.seed}, processors {processors}"
        )


def two_machines(folder: Path, user: int | None) -> tuple[Machine, Machine]:
    """The two, with nothing in their folders; the second has this user, where there is one."""
    locale, found = other_locale(folder / "locales")
    first = Machine(
        folder=folder / "one",
        checkout=Path("src"),
        cache=folder / "one/cache",
        zone="Pacific/Kiritimati",
        locale="C.UTF-8",
        umask=0o022,
        seed=1,
    )
    second = Machine(
        folder=folder / "the-other-machine",
        checkout=Path("work/of-a-second-user/with-a-longer-path/ferrotype"),
        cache=folder / "the-other-machine/home/.cache/ferrotype",
        zone="America/St_Johns",
        locale=locale,
        umask=0o077,
        seed=4_000_000_000,
        processors=processors(1),
        user=user,
        more=found,
    )
    return first, second


def as_user(user: int, folder: Path) -> list[str]:
    """The command that runs another one as this user, who sees this folder, with his home in it.

    What the caller has installed in his own home is lent to him at the same place, but Rust, which
    he has in his; nothing else is there, in a name space of mounts of its own.
    """
    home = Path.home()
    lent = _outermost(path for path in (*_installed(), folder) if path.is_relative_to(home))
    places = [(path, path) for path in lent if path != Path(_rustup())]
    if Path(_rustup()).is_dir():
        places.append((Path(_rustup()), folder / _HOME / _RUSTUP))
    through = folder.parent / "lent" / folder.name
    steps = []
    for number, (path, _) in enumerate(places):
        aside = _quoted(through / str(number))
        steps += [f"mkdir -p {aside}", f"mount --bind {_quoted(path)} {aside}"]
    steps.append(f"mount -t tmpfs -o mode=755 tmpfs {_quoted(home)}")
    for number, (_, path) in enumerate(places):
        aside = _quoted(through / str(number))
        steps += [f"mkdir -p {_quoted(path)}", f"mount --move {aside} {_quoted(path)}"]
    script = " && ".join([*steps, 'exec "$@"'])
    ids = [f"--reuid={user}", f"--regid={user}", "--clear-groups", "--inh-caps=-all"]
    apart = ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh"]
    return [*apart, "setpriv", *ids]


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))


def _installed() -> list[Path]:
    """Where interpreters, Rust and programs lie."""
    named = [_pyenv(), _rustup(), *os.environ["PATH"].split(os.pathsep)]
    return [path for path in map(Path, named) if path.is_dir()]


def _pyenv() -> str:
    return os.environ.get("PYENV_ROOT") or str(Path.home() / ".pyenv")


def _rustup() -> str:
    return os.environ.get("RUSTUP_HOME") or str(Path.home() / _RUSTUP)


def _outermost(paths: Iterable[Path]) -> list[Path]:
    """Those that lie in no other, each once."""
    found = sorted(set(paths))
    return [path for path in found if not any(other in path.parents for other in found)]


def other_user(folder: Path) -> int | None:
    """A user that processes can run as, and who can write to such a folder; none where none can."""
    if os.geteuid() != 0 or not all(map(shutil.which, ("setpriv", "unshare"))):
        return None
    probe = folder / "probe"
    probe.mkdir()
    os.chown(probe, _OTHER_USER, _OTHER_USER)
    # In a container root may lack the right to mount or to become somebody else.
    (probe / _HOME).mkdir()
    command = [*as_user(_OTHER_USER, probe), "touch", str(probe / "file")]
    tried = subprocess.run(command, capture_output=True, check=False)
    shutil.rmtree(probe)
    return _OTHER_USER if tried.returncode == 0 else None


def other_locale(folder: Path) -> tuple[str, dict[str, str]]:
    """A locale that is not C, and the variables with which it is found; made in `folder` if it can be.

    Where there are no sources of locales it is one that the system has, and C where it has none.
    """
    compiler = shutil.which("localedef")
    for name in _WANTED_LOCALES:
        full = f"{name}.UTF-8"
        if compiler is None or not (_SOURCES_OF_LOCALES / "locales" / name).exists():
            continue
        folder.mkdir(parents=True, exist_ok=True)
        made = [compiler, "--no-archive", "-i", name, "-f", "UTF-8", str(folder / full)]
        if subprocess.run(made, capture_output=True, check=False).returncode == 0:
            return full, {"LOCPATH": str(folder)}
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False)
    found = [name for name in listed.stdout.split() if not _is_plain(name)]
    return (found[0] if found else "C"), {}


def _is_plain(name: str) -> bool:
    return name.partition(".")[0] in {"C", "POSIX"}


def processors(count: int) -> tuple[int, ...]:
    """So many of the processors that this process may use, and none where they cannot be chosen."""
    if shutil.which("taskset") is None:
        return ()
    return tuple(sorted(os.sched_getaffinity(0))[:count])
