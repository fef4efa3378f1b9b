//! `_signal` (`Modules/signalmodule.c`): what is set for each signal. Nobody outside sends one to a WASI program, so a
//! signal is what the program raises itself.

use crate::classes::{known_names, Convention, Method};
use crate::collections::builders::SetBuilder;
use crate::collections::support::{self, at};
use crate::exceptions::*;
use crate::functions::builtin::function_value;
use crate::functions::frame_object::frame_at;
use crate::functions::Arguments;
use crate::heap::single_thread::SingleThread;
use crate::modules::missing::missing;
use crate::modules::NativeModule;
use crate::native;
use crate::protocol::is_callable;
use crate::text::str_value;
use crate::value::{float, int, Value, NONE};
use std::cell::RefCell;

/// `NSIG`: one more than the greatest signal.
const END: usize = 65;
const DEFAULT: i64 = 0;
const IGNORE: i64 = 1;
const INTERRUPT: usize = 2;
/// Those that the C library keeps for itself.
const RESERVED: [usize; 2] = [32, 33];
/// `SIGKILL` and `SIGSTOP`.
const UNCATCHABLE: [usize; 2] = [9, 19];
/// `SIGPIPE` and `SIGXFSZ`, which CPython ignores from its start.
const IGNORED_AT_START: [usize; 2] = [13, 25];
/// `SIGCHLD`, `SIGCONT`, `SIGURG` and `SIGWINCH`, by which no process ends.
const HARMLESS: [usize; 4] = [17, 18, 23, 28];
/// `EINVAL`.
const INVALID: i64 = 22;

/// What a signal does: a callable, `SIG_DFL` or `SIG_IGN`; nothing for reserved signals.
static HANDLERS: SingleThread<RefCell<Vec<Option<Value>>>> = SingleThread::new(RefCell::new(Vec::new()));

/// The descriptions of glibc's `strsignal`, from 1.
const DESCRIPTIONS: [&str; 31] = [
    "Hangup",
    "Interrupt",
    "Quit",
    "Illegal instruction",
    "Trace/breakpoint trap",
    "Aborted",
    "Bus error",
    "Floating point exception",
    "Killed",
    "User defined signal 1",
    "Segmentation fault",
    "User defined signal 2",
    "Broken pipe",
    "Alarm clock",
    "Terminated",
    "Stack fault",
    "Child exited",
    "Continued",
    "Stopped (signal)",
    "Stopped",
    "Stopped (tty input)",
    "Stopped (tty output)",
    "Urgent I/O condition",
    "CPU time limit exceeded",
    "File size limit exceeded",
    "Virtual timer expired",
    "Profiling timer expired",
    "Window changed",
    "I/O possible",
    "Power failure",
    "Bad system call",
];

/// `default_int_handler`, and the handlers as they are when CPython starts.
fn begin() -> Value {
    let interrupt = function_value(&INTERRUPT_HANDLER, Some(str_value("_signal")));
    let handler = |number: usize| match number {
        0 => None,
        INTERRUPT => Some(interrupt.clone()),
        _ if RESERVED.contains(&number) => None,
        _ if IGNORED_AT_START.contains(&number) => Some(int(IGNORE)),
        _ => Some(int(DEFAULT)),
    };
    HANDLERS.replace((0..END).map(handler).collect());
    interrupt
}

/// The signal that an argument names. Errors: TypeError, OverflowError; ValueError for what is no signal.
fn number(value: &Value) -> Outcome<usize> {
    match usize::try_from(native::index_c_int(value)?) {
        Ok(number) if (1..END).contains(&number) => Ok(number),
        _ => Err(raise_value_error("signal number out of range")),
    }
}

fn invalid_argument() -> Raised {
    raise_builtin(&OS_ERROR, vec![int(INVALID), support::text("Invalid argument")])
}

fn handler_of(number: usize) -> Option<Value> {
    HANDLERS.borrow().get(number).cloned().flatten()
}

/// Whether a value is `SIG_DFL` or `SIG_IGN`.
fn is_plain(handler: &Value) -> bool {
    native::is_exact_int(handler) && handler.as_small_int().is_some_and(|handler| [DEFAULT, IGNORE].contains(&handler))
}

fn set_handler(arguments: &mut Arguments) -> Outcome {
    let number = number(at(arguments, 0))?;
    let handler = arguments.take(1);
    if !is_callable(&handler) && !is_plain(&handler) {
        return Err(raise_type_error("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"));
    }
    if RESERVED.contains(&number) || UNCATCHABLE.contains(&number) {
        return Err(invalid_argument());
    }
    let old = HANDLERS.borrow_mut().get_mut(number).and_then(|place| place.replace(handler));
    Ok(old.unwrap_or_else(NONE))
}

fn raise_signal(arguments: &mut Arguments) -> Outcome {
    let given = native::index_c_int(at(arguments, 0))?;
    let number = match usize::try_from(given) {
        Ok(0) => return Ok(NONE()),
        Ok(number) if number < END => number,
        _ => return Err(invalid_argument()),
    };
    match handler_of(number) {
        Some(handler) if !is_plain(&handler) => {
            support::call(&handler, [int(given), frame_at(0)?])?;
        }
        Some(handler) if handler.as_small_int() == Some(IGNORE) => {}
        _ if HARMLESS.contains(&number) => {}
        _ => crate::program::refuse("a signal that ends or stops the program"),
    }
    Ok(NONE())
}

fn describe(arguments: &mut Arguments) -> Outcome {
    let number = number(at(arguments, 0))?;
    Ok(match DESCRIPTIONS.get(number - 1) {
        Some(description) => support::text(description),
        None if RESERVED.contains(&number) => NONE(),
        None => str_value(format!("Real-time signal {}", number - 34)),
    })
}

fn valid_signals(_: &mut Arguments) -> Outcome {
    let mut valid = SetBuilder::new();
    for number in (1..END).filter(|number| !RESERVED.contains(number)) {
        valid = valid.push(support::count(number))?;
    }
    Ok(valid.set())
}

/// Without an effect, as no system call of a WASI program is interrupted.
fn interrupt_calls(arguments: &mut Arguments) -> Outcome {
    let number = number(at(arguments, 0))?;
    native::index_c_int(at(arguments, 1))?;
    if RESERVED.contains(&number) || UNCATCHABLE.contains(&number) {
        return Err(invalid_argument());
    }
    Ok(NONE())
}

fn set_wakeup(arguments: &mut Arguments) -> Outcome {
    if native::index_c_int(at(arguments, 0))? != -1 {
        crate::program::refuse("signal.set_wakeup_fd of a file");
    }
    Ok(int(-1))
}

static INTERRUPT_HANDLER: Method = Method::new("default_int_handler", "signalnum, frame, /", |arguments| {
    native::index_c_int(at(arguments, 0))?;
    Err(raise_builtin(&KEYBOARD_INTERRUPT, Vec::new()))
})
.doc("The default handler for SIGINT installed by Python.\n\nIt raises KeyboardInterrupt.");
static SIGNAL: Method = Method::new("signal", "signalnum, handler, /", set_handler)
    .doc("Set the action for the given signal.\n\nThe action can be SIG_DFL, SIG_IGN, or a callable Python object.\nThe previous action is returned.  See getsignal() for possible return values.\n\n*** IMPORTANT NOTICE ***\nA signal handler function is called with two arguments:\nthe first is the signal number, the second is the interrupted stack frame.");
static GET_SIGNAL: Method = Method::new("getsignal", "signalnum, /", |arguments| {
    Ok(handler_of(number(at(arguments, 0))?).unwrap_or_else(NONE))
})
.doc("Return the current action for the given signal.\n\nThe return value can be:\n  SIG_IGN -- if the signal is being ignored\n  SIG_DFL -- if the default action for the signal is in effect\n  None    -- if an unknown handler is in effect\n  anything else -- the callable Python object used as a handler");
static RAISE_SIGNAL: Method =
    Method::new("raise_signal", "signalnum, /", raise_signal).doc("Send a signal to the executing process.");
static DESCRIBE: Method = Method::new("strsignal", "signalnum, /", describe)
    .doc("Return the system description of the given signal.\n\nReturns the description of signal *signalnum*, such as \"Interrupt\"\nfor :const:`SIGINT`. Returns :const:`None` if *signalnum* has no\ndescription. Raises :exc:`ValueError` if *signalnum* is invalid.");
static VALID_SIGNALS: Method = Method::new("valid_signals", "/", valid_signals)
    .doc("Return a set of valid signal numbers on this platform.\n\nThe signal numbers returned by this function can be safely passed to\nfunctions like `pthread_sigmask`.");
static INTERRUPT_CALLS: Method = Method::new("siginterrupt", "signalnum, flag, /", interrupt_calls)
    .doc("Change system call restart behaviour.\n\nIf flag is False, system calls will be restarted when interrupted by\nsignal sig, else system calls will be interrupted.");
static SET_WAKEUP: Method = Method::new("set_wakeup_fd", "fd, /, *, warn_on_full_buffer=True", set_wakeup)
    .convention(Convention::Tuple)
    .doc("set_wakeup_fd(fd, *, warn_on_full_buffer=True) -> fd\n\nSets the fd to be written to (with the signal number) when a signal\ncomes in.  A library can use this to wakeup select or poll.\nThe previous fd or -1 is returned.\n\nThe fd must be non-blocking.");
static PENDING: Method = Method::new("sigpending", "/", |_| Ok(SetBuilder::new().set())).doc(
    "Examine pending signals.\n\nReturns a set of signal numbers that are pending for delivery to\nthe calling thread.",
);
static ALARM: Method = Method::new("alarm", "seconds, /", |arguments| match native::index_c_int(at(arguments, 0))? {
    0 => Ok(int(0)),
    _ => crate::program::refuse("signal.alarm"),
})
.doc("Arrange for SIGALRM to arrive after the given number of seconds.");
static GET_TIMER: Method =
    Method::new("getitimer", "which, /", |arguments| match native::index_c_int(at(arguments, 0))? {
        0..=2 => Ok(native::tuple(vec![float(0.0), float(0.0)])),
        _ => crate::program::refuse("signal.getitimer of an unknown timer"),
    })
    .doc("Returns current value of given itimer.");

macro_rules! refused {
    ($($name:literal $parameters:literal $documentation:literal,)*) => {
        /// What would wait for a signal or send one to somebody else.
        static REFUSED: &[Method] = &[
            $(Method::new($name, $parameters, |_| crate::program::refuse(concat!("signal.", $name)))
                .doc($documentation),)*
        ];
    };
}

refused! {
    "pause" "/"
        "Wait until a signal arrives.",
    "pidfd_send_signal" "pidfd, signalnum, siginfo=None, flags=0, /"
        "Send a signal to a process referred to by a pid file descriptor.",
    "pthread_kill" "thread_id, signalnum, /"
        "Send a signal to a thread.",
    "pthread_sigmask" "how, mask, /"
        "Fetch and/or change the signal mask of the calling thread.",
    "setitimer" "which, seconds, interval=0.0, /"
        "Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF).\n\nThe timer will fire after value seconds and after that every interval seconds.\nThe itimer can be cleared by setting seconds to zero.\n\nReturns old values as a tuple: (delay, interval).",
    "sigtimedwait" "sigset, timeout, /"
        "Like sigwaitinfo(), but with a timeout.\n\nThe timeout is specified in seconds, with floating point numbers allowed.",
    "sigwait" "sigset, /"
        "Wait for a signal.\n\nSuspend execution of the calling thread until the delivery of one of the\nsignals specified in the signal set sigset.  The function accepts the signal\nand returns the signal number.",
    "sigwaitinfo" "sigset, /"
        "Wait synchronously until one of the signals in *sigset* is delivered.\n\nReturns a struct_siginfo containing information about the signal.",
}

macro_rules! module {
    ($($name:ident $number:literal,)*) => {
        /// The module, for programs that import it.
        pub static MODULE: NativeModule = NativeModule {
            name: "_signal",
            documentation: known_names::documentation_of("_signal"),
            members: members![
                Member::Value("default_int_handler", begin),
                Member::Function(&ALARM),
                Member::Function(&GET_TIMER),
                Member::Function(&SIGNAL),
                Member::Function(&RAISE_SIGNAL),
                Member::Function(&DESCRIBE),
                Member::Function(&GET_SIGNAL),
                Member::Function(&SET_WAKEUP),
                Member::Function(&INTERRUPT_CALLS),
                Member::Function(&PENDING),
                Member::Function(&VALID_SIGNALS),
                Member::Many(|module| {
                    for method in REFUSED {
                        let function = function_value(method, Some(str_value("_signal")));
                        module.dict().set_name(&crate::names::intern_text(method.name), function);
                    }
                }),
                $(Member::Value(stringify!($name), || int($number)),)*
                Member::Value("ItimerError", || missing("signal", "ItimerError")),
                Member::Value("struct_siginfo", || missing("signal", "struct_siginfo")),
            ],
            known_names: known_names::of_module("_signal"),
        };
    };
}

module! {
    NSIG 65,
    SIG_BLOCK 0,
    SIG_UNBLOCK 1,
    SIG_SETMASK 2,
    SIG_DFL 0,
    SIG_IGN 1,
    SIGHUP 1,
    SIGINT 2,
    SIGQUIT 3,
    SIGILL 4,
    SIGTRAP 5,
    SIGIOT 6,
    SIGABRT 6,
    SIGFPE 8,
    SIGKILL 9,
    SIGBUS 7,
    SIGSEGV 11,
    SIGSYS 31,
    SIGPIPE 13,
    SIGALRM 14,
    SIGTERM 15,
    SIGUSR1 10,
    SIGUSR2 12,
    SIGCLD 17,
    SIGCHLD 17,
    SIGPWR 30,
    SIGIO 29,
    SIGURG 23,
    SIGWINCH 28,
    SIGPOLL 29,
    SIGSTOP 19,
    SIGTSTP 20,
    SIGCONT 18,
    SIGTTIN 21,
    SIGTTOU 22,
    SIGVTALRM 26,
    SIGPROF 27,
    SIGXCPU 24,
    SIGXFSZ 25,
    SIGRTMIN 34,
    SIGRTMAX 64,
    SIGSTKFLT 16,
    ITIMER_REAL 0,
    ITIMER_VIRTUAL 1,
    ITIMER_PROF 2,
}
