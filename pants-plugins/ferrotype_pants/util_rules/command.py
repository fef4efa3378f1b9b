"""The command `ferrotype` as a process: its sources, its interpreter, its toolchain.

Nothing here depends on where a tool lies. A process is given relative paths only: Ferrotype's
sources are part of its inputs, the interpreter is a PEX, and the toolchain is reached through a
named cache under a key that says what it is. The runtime is built by a process of its own, whose
result the caches share.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pants.backend.python.target_types import PythonSourceField
from pants.backend.python.util_rules.interpreter_constraints import (
    InterpreterConstraints,
)
from pants.backend.python.util_rules.pex import (
    PexRequest,
    PexRequirements,
    VenvPex,
    VenvPexProcess,
)
from pants.backend.python.util_rules.pex_from_targets import PexFromTargetsRequest
from pants.core.target_types import ResourceSourceField
from pants.core.util_rules.source_files import SourceFilesRequest
from pants.core.util_rules.stripped_source_files import StrippedSourceFiles
from pants.engine.addresses import Addresses, UnparsedAddressInputs
from pants.engine.env_vars import EnvironmentVars, EnvironmentVarsRequest
from pants.engine.fs import (
    EMPTY_DIGEST,
    AddPrefix,
    Digest,
    DigestSubset,
    MergeDigests,
    PathGlobs,
    RemovePrefix,
)
from pants.engine.internals.selectors import Get
from pants.engine.process import (
    FallibleProcessResult,
    Process,
    ProcessCacheScope,
    ProcessResult,
)
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import SourcesField, Targets
from pants.util.frozendict import FrozenDict
from pants.util.logging import LogLevel

from ferrotype_pants.subsystems.ferrotype import Ferrotype

SOURCES = "__ferrotype"
NAMED_CACHE = "ferrotype"
NAMED_CACHE_PATH = ".ferrotype"
RUNTIME = "__ferrotype_runtime"
_DETERMINISTIC = FrozenDict({"PYTHONHASHSEED": "0"})

PATIENCE = 2000
"""For so many milliseconds a look-up in a remote cache goes on before a process is started beside it.

Where the cache says sooner that it has no result, the process starts then.
"""

REFUSED = 3
"""The exit status of a stage that refuses its input, with diagnostics on stderr."""


class FerrotypeFailed(Exception):
    """Something was refused or could not run; the message is the diagnostics, one a line.

    The engine writes the exception's name before the message, so the diagnostics begin on a line of
    their own, where editors find them.
    """

    def __init__(self, diagnostics: Iterable[str]) -> None:
        self.lines = tuple(diagnostics)
        super().__init__("\n" + "\n".join(self.lines))


@dataclass(frozen=True)
class CommandSources:
    """Ferrotype's own modules, and the runtime's sources, both below `SOURCES`.

    They are apart because only the toolchain's setup reads the runtime's sources: a change there
    must not run every translation again.
    """

    modules: Digest
    runtime: Digest


@dataclass(frozen=True)
class InstalledCommand:
    """Ferrotype's modules with their bytecode, for `SOURCES` in a sandbox, and the same with the
    runtime's sources.

    Processes share one copy of them, which is not written to. Without bytecode each process would
    compile Ferrotype before it does anything, which takes as long as most translations.
    """

    modules: Digest
    with_runtime: Digest

    def inputs(self, with_runtime: bool = False) -> FrozenDict[str, Digest]:
        digest = self.with_runtime if with_runtime else self.modules
        return FrozenDict({SOURCES: digest} if digest != EMPTY_DIGEST else {})


@dataclass(frozen=True)
class Interpreter:
    """CPython 3.11, with Ferrotype installed where its sources are not in this repository."""

    pex: VenvPex


@dataclass(frozen=True)
class Engine:
    """The interpreter with what running and comparing modules needs."""

    pex: VenvPex


@dataclass(frozen=True)
class PreparedToolchain:
    """A toolchain and the runtime that belongs to it, named by what they are.

    The named cache has, under `key`, a description of where the toolchain lies on this machine.
    """

    key: str
    digest: str
    runtime: str

    def environment(self) -> FrozenDict[str, str]:
        folder = f"{NAMED_CACHE_PATH}/{self.key}"
        return FrozenDict(
            {
                "FERROTYPE_TOOLCHAIN": f"{folder}/toolchain.json",
                "FERROTYPE_TOOLCHAIN_DIGEST": self.digest,
                "FERROTYPE_CACHE": f"{folder}/cache",
            }
        )


@dataclass(frozen=True)
class BuiltRuntime:
    """The runtime's libraries, in a folder that is named after what they are."""

    digest: Digest


@dataclass(frozen=True)
class StandardLibrary:
    """What the interpreter's standard library is."""

    digest: str

    def environment(self) -> FrozenDict[str, str]:
        return FrozenDict({"FERROTYPE_LIBRARY": self.digest})


@dataclass(frozen=True)
class StageTemplate:
    """What all processes of stages have in common; thousands of them share it in memory, too."""

    process: Process


@dataclass(frozen=True)
class ToolchainStageTemplate:
    """The same for stages that compile or link."""

    process: Process


@dataclass(frozen=True)
class StageRequest:
    """One call of `ferrotype`. `input_digest` holds the files its arguments name.

    Sources lie in a sandbox under their import paths; `origins` says by those where they lie in the
    repository, for diagnostics only: it is no part of the process.
    """

    arguments: tuple[str, ...]
    input_digest: Digest
    description: str
    output_files: tuple[str, ...] = ()
    output_directories: tuple[str, ...] = ()
    needs_toolchain: bool = False
    needs_runtime_sources: bool = False
    reads_library: bool = False
    """Whether the interpreter's standard library is among its inputs."""
    origins: FrozenDict[str, str] = FrozenDict()


@dataclass(frozen=True)
class StageResult:
    """What a stage wrote."""

    digest: Digest


@dataclass(frozen=True)
class FallibleStageResult:
    """What a stage wrote, or the diagnostics with which it refused its input."""

    digest: Digest
    diagnostics: tuple[str, ...] = ()


@rule(desc="Find Ferrotype's own sources")
async def find_command_sources(ferrotype: Ferrotype) -> CommandSources:
    if not ferrotype.sources:
        return CommandSources(EMPTY_DIGEST, EMPTY_DIGEST)
    targets = await Get(
        Targets,
        UnparsedAddressInputs(
            ferrotype.sources, owning_address=None, description_of_origin="[ferrotype].sources"
        ),
    )
    modules = await Get(
        StrippedSourceFiles,
        SourceFilesRequest(
            [t[PythonSourceField] for t in targets if t.has_field(PythonSourceField)]
        ),
    )
    runtime = await Get(
        StrippedSourceFiles,
        SourceFilesRequest(
            [t.get(SourcesField) for t in targets if not t.has_field(PythonSourceField)],
            for_sources_types=(ResourceSourceField,),
            enable_codegen=True,
        ),
    )
    return CommandSources(
        await Get(Digest, AddPrefix(modules.snapshot.digest, SOURCES)),
        await Get(Digest, AddPrefix(runtime.snapshot.digest, SOURCES)),
    )


@rule(desc="Find the interpreter for Ferrotype")
async def make_interpreter(ferrotype: Ferrotype) -> Interpreter:
    requirements = PexRequirements(() if ferrotype.sources else (ferrotype.requirement,))
    pex = await Get(
        VenvPex,
        PexRequest(
            output_filename="ferrotype.pex",
            internal_only=True,
            requirements=requirements,
            interpreter_constraints=InterpreterConstraints([ferrotype.interpreter]),
        ),
    )
    return Interpreter(pex)


@rule(desc="Compile Ferrotype's own sources to bytecode")
async def install_command(sources: CommandSources, interpreter: Interpreter) -> InstalledCommand:
    if sources.modules == EMPTY_DIGEST:
        return InstalledCommand(EMPTY_DIGEST, EMPTY_DIGEST)
    process = await Get(
        Process,
        VenvPexProcess(
            interpreter.pex,
            # By the content of the sources, not their times; they never change where they lie.
            argv=("-m", "compileall", "-q", "--invalidation-mode=unchecked-hash", SOURCES),
            input_digest=sources.modules,
            extra_env=_DETERMINISTIC,
            output_directories=(SOURCES,),
            description="Compile Ferrotype's own sources to bytecode",
        ),
    )
    result = await Get(ProcessResult, Process, process)
    modules = await Get(Digest, RemovePrefix(result.output_digest, SOURCES))
    runtime = await Get(Digest, RemovePrefix(sources.runtime, SOURCES))
    return InstalledCommand(modules, await Get(Digest, MergeDigests((modules, runtime))))


@rule(desc="Install what running WASM modules needs")
async def make_engine(ferrotype: Ferrotype) -> Engine:
    constraints = InterpreterConstraints([ferrotype.interpreter])
    if ferrotype.engine_targets:
        addresses = await Get(
            Addresses,
            UnparsedAddressInputs(
                ferrotype.engine_targets,
                owning_address=None,
                description_of_origin="[ferrotype].engine_targets",
            ),
        )
        request = await Get(
            PexRequest,
            PexFromTargetsRequest(
                addresses,
                output_filename="ferrotype_engine.pex",
                internal_only=True,
                include_source_files=False,
                hardcoded_interpreter_constraints=constraints,
            ),
        )
    else:
        own = () if ferrotype.sources else (ferrotype.requirement,)
        request = PexRequest(
            output_filename="ferrotype_engine.pex",
            internal_only=True,
            requirements=PexRequirements((*own, "wasmtime", "hypothesis")),
            interpreter_constraints=constraints,
        )
    return Engine(await Get(VenvPex, PexRequest, request))


@rule(desc="Prepare the Rust toolchain", level=LogLevel.INFO)
async def prepare_toolchain(
    sources: CommandSources, interpreter: Interpreter
) -> PreparedToolchain:
    variables = await Get(
        EnvironmentVars,
        EnvironmentVarsRequest(
            [
                "PATH",
                "HOME",
                "FERROTYPE_CACHE",
                "XDG_CACHE_HOME",
                "RUSTUP_HOME",
                "RUSTUP_TOOLCHAIN",
                "CARGO_HOME",
                "CARGO_HTTP_CAINFO",
                "SSL_CERT_FILE",
            ]
        ),
    )
    inputs = await Get(Digest, MergeDigests((sources.modules, sources.runtime)))
    process = await Get(
        Process,
        VenvPexProcess(
            interpreter.pex,
            argv=("-m", "ferrotype.toolchain", "publish", NAMED_CACHE_PATH),
            input_digest=inputs,
            extra_env={**variables, "PEX_EXTRA_SYS_PATH": SOURCES},
            append_only_caches={NAMED_CACHE: NAMED_CACHE_PATH},
            description="Prepare the Rust toolchain",
            # It asks this machine, so its answer holds for this daemon only.
            cache_scope=ProcessCacheScope.PER_RESTART_SUCCESSFUL,
        ),
    )
    result = await Get(FallibleProcessResult, Process, process)
    if result.exit_code != 0:
        raise FerrotypeFailed(result.stderr.decode(errors="replace").strip().splitlines())
    return PreparedToolchain(**json.loads(result.stdout))


@rule(desc="Build Ferrotype's runtime", level=LogLevel.INFO)
async def build_runtime(
    sources: CommandSources, interpreter: Interpreter, toolchain: PreparedToolchain
) -> BuiltRuntime:
    """Has only those of Ferrotype's modules that it needs, as it takes minutes where no cache knows it."""
    builder = await Get(
        Digest,
        DigestSubset(
            sources.modules,
            PathGlobs([f"{SOURCES}/ferrotype/__init__.py", f"{SOURCES}/ferrotype/toolchain/*.py"]),
        ),
    )
    process = await Get(
        Process,
        VenvPexProcess(
            interpreter.pex,
            argv=("-m", "ferrotype.toolchain", "runtime", RUNTIME),
            input_digest=await Get(Digest, MergeDigests((builder, sources.runtime))),
            extra_env={"PEX_EXTRA_SYS_PATH": SOURCES, **toolchain.environment()},
            append_only_caches={NAMED_CACHE: NAMED_CACHE_PATH},
            output_directories=(RUNTIME,),
            description="Build Ferrotype's runtime",
        ),
    )
    process = replace(process, remote_cache_speculation_delay_millis=PATIENCE)
    result = await Get(FallibleProcessResult, Process, process)
    if result.exit_code != 0:
        raise FerrotypeFailed(result.stderr.decode(errors="replace").strip().splitlines())
    return BuiltRuntime(await Get(Digest, RemovePrefix(result.output_digest, RUNTIME)))


async def of_installed(
    module: str, command: InstalledCommand, interpreter: Interpreter
) -> Process:
    """For rules: what runs one of Ferrotype's modules; it is described by its name."""
    process = await Get(
        Process,
        VenvPexProcess(
            interpreter.pex,
            argv=("-m", module),
            extra_env={"PEX_EXTRA_SYS_PATH": SOURCES, **_DETERMINISTIC},
            description=module,
        ),
    )
    return replace(process, immutable_input_digests=command.inputs())


@rule(desc="Identify the standard library")
async def find_standard_library(
    command: InstalledCommand, interpreter: Interpreter
) -> StandardLibrary:
    # It asks this machine's interpreter.
    scope = ProcessCacheScope.PER_RESTART_SUCCESSFUL
    process = await of_installed("ferrotype.library.identity", command, interpreter)
    process = replace(process, description="Identify the standard library", cache_scope=scope)
    result = await Get(ProcessResult, Process, process)
    return StandardLibrary(result.stdout.decode().strip())


@rule
async def stage_template(command: InstalledCommand, interpreter: Interpreter) -> StageTemplate:
    process = await of_installed("ferrotype", command, interpreter)
    return StageTemplate(replace(process, remote_cache_speculation_delay_millis=PATIENCE))


@rule
async def toolchain_stage_template(
    template: StageTemplate, toolchain: PreparedToolchain, runtime: BuiltRuntime
) -> ToolchainStageTemplate:
    process = template.process
    stated = {"FERROTYPE_RUNTIME": f"{RUNTIME}/{toolchain.runtime}"}
    return ToolchainStageTemplate(
        replace(
            process,
            env=FrozenDict({**process.env, **toolchain.environment(), **stated}),
            immutable_input_digests=FrozenDict(
                {**process.immutable_input_digests, RUNTIME: runtime.digest}
            ),
            append_only_caches=FrozenDict(
                {**process.append_only_caches, NAMED_CACHE: NAMED_CACHE_PATH}
            ),
        )
    )


async def finished_stage(request: StageRequest, template: Process) -> FallibleStageResult:
    """For rules: the template with this request's arguments and inputs, run."""
    process = replace(
        template,
        argv=(*template.argv, *request.arguments),
        input_digest=await Get(
            Digest, MergeDigests((template.input_digest, request.input_digest))
        ),
        output_files=request.output_files,
        output_directories=request.output_directories,
        description=request.description,
    )
    result = await Get(FallibleProcessResult, Process, process)
    if result.exit_code == 0:
        return FallibleStageResult(result.output_digest)
    said = result.stderr.decode(errors="replace").strip().splitlines()
    lines = tuple(at_origin(line, request.origins) for line in said)
    if result.exit_code != REFUSED or not lines:
        raise FerrotypeFailed(
            lines or (f"{request.description}: exit status {result.exit_code}",)
        )
    return FallibleStageResult(EMPTY_DIGEST, lines)


@rule(desc="Run a stage of Ferrotype", level=LogLevel.DEBUG)
async def run_stage(
    request: StageRequest, command: InstalledCommand, template: StageTemplate
) -> FallibleStageResult:
    process = template.process
    if request.needs_toolchain:
        process = (await Get(ToolchainStageTemplate)).process
    if request.needs_runtime_sources:
        inputs = {**process.immutable_input_digests, **command.inputs(with_runtime=True)}
        process = replace(process, immutable_input_digests=FrozenDict(inputs))
    if request.reads_library:
        library = await Get(StandardLibrary)
        process = replace(process, env=FrozenDict({**process.env, **library.environment()}))
    return await finished_stage(request, process)


@rule
async def require_stage(request: StageRequest) -> StageResult:
    result = await Get(FallibleStageResult, StageRequest, request)
    if result.diagnostics:
        raise FerrotypeFailed(result.diagnostics)
    return StageResult(result.digest)


def at_origin(line: str, origins: Mapping[str, str]) -> str:
    """A diagnostic's line with the repository's path in front instead of the import path."""
    path, separator, rest = line.partition(":")
    return f"{origins.get(path, path)}{separator}{rest}"


def rules() -> Iterable[Rule]:
    return collect_rules()
