//! A whole program: from the module that is run to the exit status.

use crate::exceptions::display::exception_text;
use crate::exceptions::{Exception, KEYBOARD_INTERRUPT, SYSTEM_EXIT};
use crate::heap::single_thread::SingleThread;
use crate::library::system;
use crate::modules::{import, AnyModule, Module};
use crate::protocol::convert::str;
use crate::text::to_lossy;
use crate::value::Value;
use std::cell::{Cell, RefCell};

/// The exit status of an uncaught exception.
const UNCAUGHT: i32 = 1;
/// The exit status after an interrupt: 128 and the signal's number.
const INTERRUPTED: i32 = 130;
/// The exit status of a refusal.
pub const REFUSED: i32 = 3;

const STDERR: i32 = 2;

/// Writes to the program's stderr.
pub fn write_error(text: &str) {
    // Nobody is left to be told if stderr is closed.
    let _ = system::write_stream(STDERR, text.as_bytes());
}

/// Ends the program: CPython has `what`, the runtime has not. Cannot be caught.
#[cold]
pub fn refuse(what: impl std::fmt::Display) -> ! {
    end_refused(&format!(
        "error[FT0901]: {what} is not available in Ferrotype's runtime, CPython 3.11 has it, and going on without it \
         would give a different result, write this part without it\n"
    ))
}

/// Ends the program where it reaches what the build refused and was told to defer: generated code.
#[cold]
pub fn refused(diagnostic: &'static str) -> Value {
    end_refused(&format!("{diagnostic}\n"))
}

fn end_refused(message: &str) -> ! {
    flush();
    write_error(message);
    system::end(REFUSED);
}

/// Ends the program where it needs what its link left out.
#[cold]
pub(crate) fn end_left_out() -> ! {
    end_refused(
        "error[FT0902]: the link left out a part of Ferrotype's runtime that the program needs, what a program \
         needs is found out at the link of a whole program, and this was not seen, build without --whole-program, and report it\n",
    )
}

type Flush = fn();

/// What is flushed before the program ends: the library's own streams put themselves here.
static FLUSHERS: SingleThread<RefCell<Vec<Flush>>> = SingleThread::new(RefCell::new(Vec::new()));

/// Called once by whoever buffers output.
pub fn flush_at_exit(flush: Flush) {
    FLUSHERS.borrow_mut().push(flush);
}

/// What runs before the program ends.
static AT_EXIT: SingleThread<RefCell<Vec<Flush>>> = SingleThread::new(RefCell::new(Vec::new()));

/// Called once by whoever has something to do before the program ends.
pub(crate) fn call_at_exit(function: Flush) {
    AT_EXIT.borrow_mut().push(function);
}

fn run_at_exit() {
    let functions = AT_EXIT.take();
    for function in functions {
        function();
    }
}

/// Passes on what the library's streams hold.
pub(crate) fn flush() {
    let flushers = FLUSHERS.borrow().clone();
    for flush in flushers {
        flush();
    }
}

/// What `sys` does with what nobody handles: programs that do not import it do not contain this.
pub struct Reporting {
    /// Calls the hook that the program has set; false where there is none.
    pub uncaught: fn(&Value) -> bool,
    /// Writes to the stream that the program has set; false where there is none.
    pub write: fn(&str) -> bool,
    /// Flushes the streams that the program has set.
    pub ended: fn(),
}

static REPORTING: SingleThread<Cell<Option<&'static Reporting>>> = SingleThread::new(Cell::new(None));

/// `sys` is there.
pub fn reported_by(reporting: &'static Reporting) {
    REPORTING.set(Some(reporting));
}

/// Writes to `sys.stderr`.
fn report(text: &str) {
    if !REPORTING.get().is_some_and(|own| (own.write)(text)) {
        write_error(text);
    }
}

/// Everything that a linked program is made of; its generated entry point fills it in.
pub struct Program {
    /// The translated modules, one slice for each crate.
    pub modules: &'static [&'static [&'static Module]],
    /// The native modules that the program imports.
    pub native: &'static [&'static dyn AnyModule],
    /// Library modules that CPython has and the program was built without: importing one is refused.
    pub withheld: &'static [&'static str],
    /// The name of the module that runs first.
    pub entry: &'static str,
}

/// What Rust's standard library says, where it was not built to end at once.
#[cfg(abort_at_once)]
fn out_of_memory(layout: std::alloc::Layout) {
    let (mut digits, mut first, mut rest) = ([b'0'; 20], 20, layout.size());
    while rest > 0 || first == 20 {
        first -= 1;
        digits[first] += (rest % 10) as u8;
        rest /= 10;
    }
    for part in [b"memory allocation of ".as_slice(), &digits[first..], b" bytes failed\n"] {
        let _ = system::write_stream(STDERR, part);
    }
}

/// Makes a program's modules importable; runs none.
pub(crate) fn make_available(program: &'static Program) {
    #[cfg(abort_at_once)]
    std::alloc::set_alloc_error_hook(out_of_memory);
    let translated = program.modules.iter().copied().flatten().copied();
    let mut available: Vec<&'static dyn AnyModule> =
        translated.map(|module| module as &'static dyn AnyModule).collect();
    available.extend_from_slice(program.native);
    import::set_withheld(program.withheld);
    import::set_available(&available);
}

/// Runs a program and ends with its status.
pub fn run_program(program: &'static Program) -> ! {
    #[cfg(abort_at_once)]
    std::alloc::set_alloc_error_hook(out_of_memory);
    let translated = program.modules.iter().copied().flatten().copied();
    let Some(entry) = translated.clone().find(|module| module.name == program.entry) else {
        refuse(format_args!("an entry point that is not linked in, `{}`", program.entry));
    };
    let mut available: Vec<&'static dyn AnyModule> =
        translated.map(|module| module as &'static dyn AnyModule).collect();
    available.extend_from_slice(program.native);
    import::set_withheld(program.withheld);
    run_command(&available, entry)
}

/// Runs the module `entry` as `__main__`, prints what it does not catch, and ends the program
/// with the status that CPython would give.
pub fn run_command(available: &[&'static dyn AnyModule], entry: &'static Module) -> ! {
    import::set_available(available);
    let status = match import::run_main(entry) {
        Ok(()) => 0,
        Err(raised) => status_of(&raised.take()),
    };
    run_at_exit();
    if let Some(own) = REPORTING.get() {
        (own.ended)();
    }
    crate::heap::finalizers::finalize_all();
    flush();
    system::end(status);
}

/// The exit status for an exception that nothing caught; prints it unless it is SystemExit.
pub fn status_of(exception: &Value) -> i32 {
    if SYSTEM_EXIT.is_instance(exception) {
        let code = exception.downcast::<Exception>().map_or(crate::value::NONE(), |own| own.field(0));
        return exit_status(&code);
    }
    if !REPORTING.get().is_some_and(|own| (own.uncaught)(exception)) {
        flush();
        report(&exception_text(exception));
    }
    if KEYBOARD_INTERRUPT.is_instance(exception) {
        return INTERRUPTED;
    }
    UNCAUGHT
}

fn exit_status(code: &Value) -> i32 {
    if code.is_none() {
        return 0;
    }
    if let Some(number) = code.as_integer() {
        // As C's `exit`: the low byte of a C long; -1 where it does not fit.
        return number.to_i64().map_or(-1, |number| number as i32) & 0xff;
    }
    flush();
    match str(code) {
        Ok(shown) => report(&format!("{}\n", to_lossy(&shown))),
        Err(raised) => raised.forget(),
    }
    UNCAUGHT
}
