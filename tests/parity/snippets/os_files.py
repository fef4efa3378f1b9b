"""os over files and folders: every function that WASI preview 1 can do, their errors, os.path."""

import errno
import os
import stat

ROOT = "os_files_folder"


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except BaseException as error:
        print(type(error).__name__, error, getattr(error, "errno", None), getattr(error, "filename", None))


print(os.name, os.sep, os.linesep == "\n", os.curdir, os.pardir, os.extsep, os.pathsep, os.devnull, os.altsep)
attempt(os.mkdir, ROOT)
attempt(os.mkdir, ROOT)
attempt(os.mkdir, "missing/x")
attempt(os.mkdir, 5)
attempt(os.mkdir, "a\0b")
attempt(os.mkdir, None)
attempt(os.makedirs, ROOT + "/a/b/c")
attempt(os.makedirs, ROOT + "/a/b/c")
attempt(os.makedirs, ROOT + "/a/b/c", exist_ok=True)
FILE = os.path.join(ROOT, "file.txt")
with open(FILE, "w") as file:
    file.write("some text\n")
print(sorted(os.listdir(ROOT)), os.listdir(os.fsencode(ROOT) + b"/a"))
attempt(os.listdir, "missing")
attempt(os.listdir, FILE)
attempt(os.listdir, 1.5)
status = os.stat(FILE)
print(status.st_size, stat.S_ISREG(status.st_mode), stat.S_ISDIR(os.stat(ROOT).st_mode), len(status), status[6])
print(status.st_nlink, isinstance(status.st_mtime, float), status.st_mtime_ns // 10**9 == int(status.st_mtime), status[8] == int(status.st_mtime))
print(type(status), isinstance(status, tuple), type(status).__name__, os.stat_result.n_fields, os.stat_result.n_sequence_fields)
attempt(os.stat, "missing")
attempt(os.stat, None)
attempt(os.stat, FILE + "/x")
attempt(os.stat, 99)
attempt(os.stat, "")
attempt(os.lstat, "missing")
attempt(os.lstat, 1.5)
for test in ("exists", "lexists", "isfile", "isdir", "islink", "getsize"):
    for path in (ROOT, FILE, "missing", b"missing", ROOT + "/"):
        print(test, path, end=" ")
        attempt(getattr(os.path, test), path)
print(os.access(FILE, os.F_OK), os.access(FILE, os.R_OK), os.access("missing", os.F_OK), os.access(ROOT, os.R_OK | os.W_OK))
attempt(os.symlink, "file.txt", ROOT + "/link")
attempt(os.symlink, "file.txt", ROOT + "/link")
print(os.readlink(ROOT + "/link"), os.path.islink(ROOT + "/link"), os.lstat(ROOT + "/link").st_size, os.path.exists(ROOT + "/link"))
attempt(os.readlink, FILE)
attempt(os.readlink, "missing")
os.symlink("nowhere", ROOT + "/broken")
print(os.path.exists(ROOT + "/broken"), os.path.lexists(ROOT + "/broken"), os.path.isfile(ROOT + "/broken"))
attempt(os.link, FILE, ROOT + "/hard")
print(os.stat(FILE).st_nlink, os.path.samefile(FILE, ROOT + "/hard"), os.path.sameopenfile(0, 0))
attempt(os.link, "missing", ROOT + "/hard2")
attempt(os.rename, FILE, ROOT + "/renamed")
attempt(os.rename, FILE, ROOT + "/renamed")
attempt(os.replace, ROOT + "/renamed", FILE)
attempt(os.replace, "missing", FILE)
attempt(os.rename, ROOT + "/a", FILE)
attempt(os.rename, 5, FILE)
attempt(os.unlink, "missing")
attempt(os.remove, ROOT)
attempt(os.rmdir, ROOT)
attempt(os.rmdir, "missing")
attempt(os.rmdir, FILE)
attempt(os.unlink, ROOT + "/hard")
attempt(os.truncate, FILE, 4)
attempt(os.truncate, "missing", 4)
print(open(FILE).read(), os.path.getsize(FILE))
attempt(os.utime, FILE, (1000, 2000.5))
print(os.stat(FILE).st_atime, os.stat(FILE).st_mtime, os.stat(FILE).st_mtime_ns, os.path.getmtime(FILE))
attempt(os.utime, FILE, ns=(5, 10**18 + 7))
print(os.stat(FILE).st_atime_ns, os.stat(FILE).st_mtime_ns)
attempt(os.utime, FILE, (1, 2), ns=(3, 4))
attempt(os.utime, FILE, 5)
attempt(os.utime, FILE, (1,))
attempt(os.utime, FILE, ns=(1,))
attempt(os.utime, "missing")
attempt(os.utime, FILE)
print("descriptors")
descriptor = os.open(FILE, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
print(descriptor > 2, os.write(descriptor, b"hello world"), os.lseek(descriptor, 0, os.SEEK_SET), os.read(descriptor, 5))
print(os.read(descriptor, 100), os.read(descriptor, 5), os.fstat(descriptor).st_size, os.isatty(descriptor))
print(os.pread(descriptor, 4, 2), os.pwrite(descriptor, b"XY", 0), os.lseek(descriptor, 0, os.SEEK_CUR))
attempt(os.ftruncate, descriptor, 3)
attempt(os.fsync, descriptor)
attempt(os.fdatasync, descriptor)
attempt(os.close, descriptor)
attempt(os.close, descriptor)
attempt(os.read, descriptor, 5)
attempt(os.write, descriptor, b"x")
attempt(os.write, descriptor, "x")
attempt(os.fstat, descriptor)
attempt(os.lseek, descriptor, 0, 0)
attempt(os.isatty, descriptor)
attempt(os.open, "missing", os.O_RDONLY)
attempt(os.open, FILE, os.O_CREAT | os.O_EXCL)
attempt(os.open, FILE, "r")
attempt(os.close, "x")
with os.fdopen(os.open(FILE, os.O_RDONLY)) as file:
    print(file.read(), file.name > 2)
print("scandir")
with os.scandir(ROOT) as entries:
    for entry in sorted(entries, key=lambda entry: entry.name):
        print(entry, entry.name, entry.path, entry.is_dir(), entry.is_file(), entry.is_symlink(), os.fspath(entry))
        print(entry.is_dir(follow_symlinks=False), entry.is_file(follow_symlinks=False), entry.stat(follow_symlinks=False).st_size)
        print(entry.inode() == entry.stat(follow_symlinks=False).st_ino)
attempt(os.scandir, "missing")
print(sorted(entry.name for entry in os.scandir(os.fsencode(ROOT))))
for where, folders, files in os.walk(ROOT):
    folders.sort()
    print(where, folders, sorted(files))
for where, folders, files in os.walk(ROOT, topdown=False):
    print(where, sorted(folders), sorted(files))
attempt(os.removedirs, ROOT + "/a/b/c")
for name in os.listdir(ROOT):
    os.remove(os.path.join(ROOT, name))
attempt(os.rmdir, ROOT)
print("paths")
for path in ("", "/", "//", "///a", "a", "a/", "a/b", "/a/b/../c/./d//e", "../x", "a/../..", ".", "..", "a//b", ".bashrc", "x.tar.gz", "a.b/c", "//a/../b"):
    print(
        repr(path), os.path.normpath(path), os.path.split(path), os.path.splitext(path), os.path.basename(path),
        os.path.dirname(path), os.path.isabs(path), os.path.splitdrive(path),
    )
print(os.path.join("a", "/b", "c"), os.path.join("a", ""), os.path.join(b"a", b"b"), os.path.join("", "x"))
attempt(os.path.join, "a", b"b")
attempt(os.path.join, 5)
print(os.path.commonprefix(["/usr/lib", "/usr/local"]), os.path.commonpath(["/usr/lib", "/usr/local/x"]), os.path.commonpath(["a/b", "a/c"]))
attempt(os.path.commonpath, ["/a", "b"])
attempt(os.path.commonpath, [])
print(os.path.relpath("/a/b/c", "/a/d"), os.path.normcase("aB"), os.path.expanduser("x~"))
print(os.fspath("x"), os.fspath(b"x"))


class Path:
    def __init__(self, value):
        self.value = value

    def __fspath__(self):
        return self.value


print(os.fspath(Path("there")), os.path.join(Path("a"), "b"), os.path.exists(Path("missing")))
attempt(os.fspath, Path(5))
attempt(os.fspath, 5)
attempt(os.stat, Path("missing"))
attempt(open, Path("missing"))
print(isinstance(Path("x"), os.PathLike), issubclass(int, os.PathLike))
print(os.fsencode("é\udc80"), ascii(os.fsdecode(b"\xc3\xa9\x80")))
attempt(os.fsencode, 5)
print("environment")
os.environ["OS_FILES_TEST"] = "välue"
print(os.environ["OS_FILES_TEST"], os.getenv("OS_FILES_TEST"), os.environb[b"OS_FILES_TEST"], os.getenv("MISSING"), os.getenv("MISSING", 3))
print("OS_FILES_TEST" in os.environ, os.environ.get("MISSING"))
del os.environ["OS_FILES_TEST"]
attempt(lambda: os.environ["OS_FILES_TEST"])
attempt(os.environ.__setitem__, 5, "x")
attempt(os.environ.__setitem__, "x", 5)
attempt(os.environ.__setitem__, "a=b", "x")
attempt(os.environ.__setitem__, "", "x")
attempt(os.putenv, "a=b", "x")
attempt(os.unsetenv, "a=b")
print(len(os.urandom(5)), type(os.urandom(0)), os.strerror(2), os.strerror(1000), os.getpid() > 0)
attempt(os.urandom, -1)
attempt(os.get_terminal_size, 987)
print(os.terminal_size((80, 24)), os.terminal_size((80, 24)).columns, os.O_CREAT, os.W_OK, os.EX_OK, os.SEEK_END, os.error is OSError)
attempt(os.terminal_size, (1,))
attempt(os.terminal_size, 5)
print(os.stat in os.supports_dir_fd, os.stat in os.supports_fd, os.supports_bytes_environ, hasattr(os, "fork"))
print(errno.errorcode[errno.ENOENT])
