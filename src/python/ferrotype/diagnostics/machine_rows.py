"""FT08xx: the machine, the toolchain, Ferrotype itself."""

from ferrotype.diagnostics.model import DiagnosticRow

MISSING_TOOLCHAIN = DiagnosticRow(
    code="FT0801",
    name="MISSING_TOOLCHAIN",
    title="toolchain or runtime not usable",
    what="{message}",
    why="nothing was built",
    to_do="`ferrotype doctor` shows what was found and what is missing",
    example="$ PATH=/nowhere ferrotype build script.py -o out.wasm",
)
STANDARD_LIBRARY_NOT_BUILT = DiagnosticRow(
    code="FT0802",
    name="STANDARD_LIBRARY_NOT_BUILT",
    title="Rust's standard library cannot be built",
    what="{message}",
    why="nothing was built",
    to_do="`ferrotype doctor` shows what was found and what is missing",
    example="$ ferrotype build script.py -o out.wasm  # without rust-web-src",
)
RUNTIME_NOT_BUILT = DiagnosticRow(
    code="FT0803",
    name="RUNTIME_NOT_BUILT",
    title="Ferrotype's runtime cannot be built",
    what="{message}",
    why="nothing was built",
    to_do="`ferrotype doctor` shows what was found and what is missing",
    example="$ FERROTYPE_RUNTIME_SOURCES=/nowhere ferrotype build script.py -o out.wasm",
)
CACHE_NOT_WRITABLE = DiagnosticRow(
    code="FT0804",
    name="CACHE_NOT_WRITABLE",
    title="cache folder cannot be written",
    what="{message}",
    why="nothing was built",
    to_do="run the same command again afterwards",
    example="$ FERROTYPE_CACHE=/proc/x ferrotype build script.py -o out.wasm",
)
OPTIMIZER_FAILED = DiagnosticRow(
    code="FT0805",
    name="OPTIMIZER_FAILED",
    title="wasm-opt failed",
    what="{message}",
    why="nothing was built",
    to_do="install another release of Binaryen, or build without --optimize size",
    example="$ ferrotype build script.py -o out.wasm --optimize size",
)
DISK_FULL = DiagnosticRow(
    code="FT0810",
    name="DISK_FULL",
    title="disk full",
    what="no space left to write {path}",
    why="the file system is full",
    to_do="make room and run the same command again; nothing half-written was left",
    example="$ ferrotype build script.py -o /full/out.wasm",
)
OUTPUT_NOT_WRITABLE = DiagnosticRow(
    code="FT0811",
    name="OUTPUT_NOT_WRITABLE",
    title="output cannot be written",
    what="cannot write {path}: {reason}",
    why="the result has to go somewhere",
    to_do="check that the folder exists and may be written, or give another path with -o",
    example="$ ferrotype build script.py -o /proc/out.wasm",
)
INTERRUPTED = DiagnosticRow(
    code="FT0812",
    name="INTERRUPTED",
    title="interrupted",
    what="interrupted",
    why="the build was stopped from outside",
    to_do="run the same command again; what was finished is kept",
    example="$ ferrotype build script.py -o out.wasm\n^C",
)
INPUT_NOT_USABLE = DiagnosticRow(
    code="FT0813",
    name="INPUT_NOT_USABLE",
    title="input file cannot be used",
    what="cannot use {path}: {reason}",
    why="this step reads files that an earlier step wrote",
    to_do="check the path, or run the earlier step again",
    example="$ ferrotype link --rlib missing.rlib --entry app -o out.wasm",
)
RUNNER_MISSING = DiagnosticRow(
    code="FT0814",
    name="RUNNER_MISSING",
    title="no WASM engine",
    what="cannot run a WASM module: the Python package `wasmtime` is missing",
    why="`ferrotype run` executes the module under wasmtime",
    to_do="install it with `pip install wasmtime`, or use --native",
    example="$ ferrotype run script.py",
)
INTERNAL_ERROR = DiagnosticRow(
    code="FT0890",
    name="INTERNAL_ERROR",
    title="internal error of the compiler",
    what="the compiler failed in {where}: {error}",
    why="this is a defect of Ferrotype, not of your program",
    to_do="report it with the line of Python named here; FERROTYPE_DEBUG=1 shows the traceback",
    example=(
        "$ ferrotype build script.py -o out.wasm\n"
        "script.py:12:1: error[FT0890]: the compiler failed in lower/matching.py, _pattern, line 88:"
        " KeyError: 'x'; …"
    ),
    background=(
        "Every program is either built or refused with a code that says why. Here a stage of the"
        " compiler stopped with an error of its own instead: the diagnostic names the place in the"
        " compiler and the statement of your program that it was working on. Nothing was written,"
        " and the exit status is 70, so that scripts can tell it from a refusal, which is 3. Until"
        " the defect is mended, writing that statement in another way often helps. A report needs"
        " the diagnostic, the statement, and what FERROTYPE_DEBUG=1 adds."
    ),
)
GENERATED_RUST_REJECTED = DiagnosticRow(
    code="FT0891",
    name="GENERATED_RUST_REJECTED",
    title="rustc does not accept the generated Rust",
    what="rustc failed on crate `{crate}`: {message}",
    why="this is a defect of Ferrotype, not of your program",
    to_do="report it; FERROTYPE_DEBUG=1 shows all of rustc's output",
    example=(
        "$ ferrotype build script.py -o out.wasm\n"
        "ferrotype: error[FT0891]: rustc failed on crate `script`: error[E0382]: use of moved value:"
        " `t1`; …"
    ),
    background=(
        "The Rust that Ferrotype writes always compiles, or should: rustc's own message about it is"
        " never yours to solve. It can still be the machine that is to blame: a rustc that was"
        " ended by a signal mostly ran out of memory, and one older than `ferrotype doctor` asks"
        " for may not know what is used. The exit status is 70, and nothing was written. A report"
        " needs the Python module and what FERROTYPE_DEBUG=1 adds; `ferrotype translate` writes the"
        " Rust in question."
    ),
)
ENGINE_TRAP = DiagnosticRow(
    code="FT0892",
    name="ENGINE_TRAP",
    title="the module trapped",
    what="the module trapped: {message}",
    why=(
        "either memory ran out, of which a WASM module has 4 GiB, or this is a defect of Ferrotype"
    ),
    to_do="where memory ran out, use --native; otherwise report it with the program",
    example="texts = []\nwhile True:\n    texts.append('a' * 10_000_000)",
    background=(
        "An exception that a program does not handle ends it with a traceback and status 1, and"
        " what the runtime cannot do is refused with FT0901. A trap is neither: WASM itself stopped"
        " the module, and its last line on standard error says where the runtime was. `memory"
        " allocation of … bytes failed` there means that the program needs more than fits into 32"
        " bits of addresses: CPython, on a larger machine, would have gone on. One allocation that"
        " is too large by itself raises MemoryError, as in CPython. Anything else is a defect: no"
        " Python program can do what WASM forbids. The exit status is 70."
    ),
)

ROWS = (
    MISSING_TOOLCHAIN,
    STANDARD_LIBRARY_NOT_BUILT,
    RUNTIME_NOT_BUILT,
    CACHE_NOT_WRITABLE,
    OPTIMIZER_FAILED,
    DISK_FULL,
    OUTPUT_NOT_WRITABLE,
    INTERRUPTED,
    INPUT_NOT_USABLE,
    RUNNER_MISSING,
    INTERNAL_ERROR,
    GENERATED_RUST_REJECTED,
    ENGINE_TRAP,
)
