//! Frames: the slots of one call of a Python function.
#![allow(unsafe_code)] // Slots are a raw range: of the value stack, or of the box that a suspended frame owns.

use super::cell::CellObject;
use super::code::{Code, Slot};
use crate::collections::Dict;
use crate::exceptions::*;
use crate::heap::single_thread::SingleThread;
use crate::heap::stack;
use crate::modules::globals::{remove_name, GlobalNames, GlobalSlot};
use crate::names::{intern_text, Name};
use crate::protocol::attributes;
use crate::value::Value;
use std::cell::Cell;
use std::marker::PhantomPinned;
use std::ops::{Deref, DerefMut};

/// One call of a Python function.
///
/// The line is read while the function runs, by whoever asks which function runs: a reference to a frame that may move
/// would let Rust put off what is written to it.
pub struct Frame {
    slots: *mut Option<Value>,
    pub(crate) code: &'static Code,
    line: Cell<u32>,
    /// The mapping of a class body.
    namespace: Option<Value>,
    /// Whether the slots are a box, which `detach` need not make.
    boxed: bool,
    /// Whether it is that of a generator that `types.coroutine` made awaitable.
    pub(crate) iterable: bool,
    /// The frame that ran when this one was entered.
    previous: Cell<*const Frame>,
    /// What a frame object knows the frame by; 0 where there is none.
    mark: Cell<u32>,
    _pinned: PhantomPinned,
}

pub(crate) struct Recursion {
    pub depth: Cell<u32>,
    pub limit: Cell<u32>,
    /// The frame whose body runs.
    frame: Cell<*const Frame>,
}

pub(crate) static RECURSION: SingleThread<Recursion> =
    SingleThread::new(Recursion { depth: Cell::new(0), limit: Cell::new(1000), frame: Cell::new(std::ptr::null()) });

/// The function whose body runs, and the line that it is at.
pub(crate) fn running() -> Option<(&'static Code, u32)> {
    // SAFETY: a frame that runs is where it was when it was entered, and takes itself off when it is left.
    let frame = unsafe { RECURSION.frame.get().as_ref() }?;
    Some((frame.code, frame.line.get()))
}

/// A frame that runs and for which there is a frame object.
pub(crate) struct Marked {
    pub mark: u32,
    pub iterable: bool,
    pub code: &'static Code,
    pub line: u32,
    /// How many frames run below it.
    pub depth: usize,
}

fn running_frames() -> impl Iterator<Item = &'static Frame> {
    // SAFETY: as in `running`; the frame that ran before one that runs runs as well. Nobody keeps what this gives.
    let frame = |pointer: *const Frame| unsafe { pointer.as_ref() };
    std::iter::successors(frame(RECURSION.frame.get()), move |own| frame(own.previous.get()))
}

/// Shows the values in the slots of the frames that run.
pub(crate) fn visit_running(visit: &mut dyn FnMut(&Value)) {
    for frame in running_frames() {
        for index in 0..frame.code.slots {
            // SAFETY: the slots of a frame that runs are values or empty, and nobody changes them meanwhile.
            unsafe { &*frame.slots.add(index) }.iter().for_each(&mut *visit);
        }
        frame.namespace.iter().for_each(&mut *visit);
    }
}

/// The functions whose bodies run and the lines that they are at, innermost first.
pub(crate) fn frames() -> impl Iterator<Item = (&'static Code, u32)> {
    running_frames().map(|frame| (frame.code, frame.line.get()))
}

/// Marks the frame that has so many running inside it, so that it can be told from all others.
pub(crate) fn mark_frame(inside: usize) -> Option<Marked> {
    static MARKS: SingleThread<Cell<u32>> = SingleThread::new(Cell::new(0));
    let frame = running_frames().nth(inside)?;
    if frame.mark.get() == 0 {
        MARKS.set(MARKS.get() + 1);
        frame.mark.set(MARKS.get());
    }
    Some(Marked {
        mark: frame.mark.get(),
        iterable: frame.iterable,
        code: frame.code,
        line: frame.line.get(),
        depth: inside,
    })
}

/// The frame with a mark, while it runs.
pub(crate) fn marked_frame(mark: u32) -> Option<Marked> {
    let depth = running_frames().position(|frame| frame.mark.get() == mark)?;
    mark_frame(depth)
}

/// A suspended frame that has been entered again; left when this goes.
pub(crate) struct Entered {
    caller: *const Frame,
}

impl Entered {
    /// Makes a frame the one that runs; a null pointer stands for one that tells itself when it begins.
    #[inline(always)]
    pub(crate) fn new(frame: *const Frame) -> Entered {
        let caller = RECURSION.frame.get();
        // SAFETY: a suspended body keeps its frame in place until it ends, and is the only one to enter it.
        if let Some(own) = unsafe { frame.as_ref() } {
            own.previous.set(caller);
            RECURSION.frame.set(frame);
        }
        Entered { caller }
    }
}

impl Drop for Entered {
    #[inline(always)]
    fn drop(&mut self) {
        RECURSION.frame.set(self.caller);
    }
}

#[cold]
#[inline(never)]
pub(crate) fn recursion_error(place: &str) -> Raised {
    raise_recursion_error(format!("maximum recursion depth exceeded{place}"))
}

/// Counts one level of native recursion (`repr`, comparison, …) while it lives.
pub struct RecursionGuard(());

impl RecursionGuard {
    /// RecursionError where the limit is reached; `place` is how CPython ends the message.
    #[inline]
    pub fn enter(place: &str) -> Outcome<RecursionGuard> {
        let depth = RECURSION.depth.get() + 1;
        if depth > RECURSION.limit.get() {
            return Err(recursion_error(place));
        }
        RECURSION.depth.set(depth);
        Ok(RecursionGuard(()))
    }
}

impl Drop for RecursionGuard {
    fn drop(&mut self) {
        RECURSION.depth.set(RECURSION.depth.get() - 1);
    }
}

/// Takes the slots of a call. The first ones, as many as given, hold garbage; the others are empty.
#[inline(always)]
fn enter(code: &'static Code, given: usize) -> Outcome<*mut Option<Value>> {
    let depth = RECURSION.depth.get() + 1;
    if depth > RECURSION.limit.get() {
        return Err(recursion_error(""));
    }
    RECURSION.depth.set(depth);
    let slots = stack::push(code.slots);
    for index in given..code.slots {
        // SAFETY: `push` gave `code.slots` slots to this call alone, and parameters are among them; zero is `None`.
        // Written one by one: a fill of memory is a call into the host.
        unsafe { std::ptr::write_volatile(slots.add(index) as *mut u64, 0) };
    }
    Ok(slots)
}

/// Gives back what `enter` took.
#[inline(always)]
fn leave(code: &'static Code, slots: *mut Option<Value>) {
    for index in 0..code.slots {
        // SAFETY: a slot of this call, which has ended; it is written before the old value is dropped.
        let value = unsafe { (*slots.add(index)).take() };
        drop(value);
    }
    stack::pop(slots);
    RECURSION.depth.set(RECURSION.depth.get() - 1);
}

/// Runs a function whose arguments are in its slots.
#[inline(never)]
fn execute(code: &'static Code, closure: &[Value], namespace: Option<Value>, slots: *mut Option<Value>) -> Outcome {
    if code.free != 0 {
        // SAFETY: all slots are values or empty, and nobody else looks at them yet.
        copy_closure(code, closure, unsafe { std::slice::from_raw_parts_mut(slots, code.slots) });
    }
    let caller = RECURSION.frame.get();
    let mut frame = Frame { namespace, ..Frame::new(slots, code) };
    frame.previous.set(caller);
    let pointer: *mut Frame = &mut frame;
    RECURSION.frame.set(pointer);
    // SAFETY: the frame outlives the call, and others only look at cells of it.
    let outcome = (code.body)(unsafe { &mut *pointer });
    RECURSION.frame.set(caller);
    if outcome.is_err() {
        state::add_traceback_entry(code, frame.line.get());
    }
    drop(frame);
    leave(code, slots);
    outcome
}

/// Runs a function with one argument for each of its `N` parameters.
#[inline(always)]
pub(crate) fn run_exactly<const N: usize>(code: &'static Code, closure: &[Value], arguments: [Value; N]) -> Outcome {
    debug_assert!(code.takes_exactly(N));
    let slots = enter(code, N)?;
    for (index, argument) in arguments.into_iter().enumerate() {
        // SAFETY: the first `N` slots are this call's and hold garbage.
        unsafe { slots.add(index).write(Some(argument)) };
    }
    execute(code, closure, None, slots)
}

/// The same for a method of `object` with `N` further parameters.
#[inline(always)]
pub(crate) fn run_method_exactly<const N: usize>(
    code: &'static Code,
    closure: &[Value],
    object: Value,
    arguments: [Value; N],
) -> Outcome {
    debug_assert!(code.takes_exactly(N + 1));
    let slots = enter(code, N + 1)?;
    // SAFETY: the first `N + 1` slots are this call's and hold garbage.
    unsafe { slots.write(Some(object)) };
    for (index, argument) in arguments.into_iter().enumerate() {
        // SAFETY: as above.
        unsafe { slots.add(index + 1).write(Some(argument)) };
    }
    execute(code, closure, None, slots)
}

/// Runs a function whose arguments `fill` writes into the first slots of the frame.
#[inline(always)]
pub(crate) fn run(
    code: &'static Code,
    closure: &[Value],
    namespace: Option<Value>,
    fill: impl FnOnce(&mut [Option<Value>]) -> Outcome<()>,
) -> Outcome {
    let slots = enter(code, 0)?;
    // SAFETY: all slots are empty, and nobody else looks at them yet.
    match fill(unsafe { std::slice::from_raw_parts_mut(slots, code.slots) }) {
        Ok(()) => execute(code, closure, namespace, slots),
        Err(raised) => {
            leave(code, slots);
            Err(raised)
        }
    }
}

/// The same for the function of a generator, whose slots are the generator's from the start.
#[inline(never)]
pub(crate) fn run_generator(
    code: &'static Code,
    closure: &[Value],
    iterable: bool,
    fill: &mut dyn FnMut(&mut [Option<Value>]) -> Outcome<()>,
) -> Outcome {
    if RECURSION.depth.get() >= RECURSION.limit.get() {
        return Err(recursion_error(""));
    }
    let mut slots: Box<[Option<Value>]> = (0..code.slots).map(|_| None).collect();
    fill(&mut slots)?;
    if code.free != 0 {
        copy_closure(code, closure, &mut slots);
    }
    let slots = Box::into_raw(slots) as *mut Option<Value>;
    // Whatever the body does with the frame, the slots have an owner.
    let mut frame = OwnedFrame(Frame { boxed: true, iterable, ..Frame::new(slots, code) });
    (code.body)(&mut frame)
}

/// Ends the program: the compiler has seen that the variable has a value.
#[cold]
#[inline(never)]
fn never_unbound() -> ! {
    unreachable!("a variable without a value that has one on every way")
}

#[inline(never)]
fn copy_closure(code: &'static Code, closure: &[Value], slots: &mut [Option<Value>]) {
    for (slot, cell) in slots[code.names.len() - code.free..].iter_mut().zip(closure) {
        *slot = Some(cell.clone());
    }
}

impl Frame {
    fn new(slots: *mut Option<Value>, code: &'static Code) -> Frame {
        Frame {
            slots,
            code,
            line: Cell::new(code.first_line),
            namespace: None,
            boxed: false,
            iterable: false,
            previous: Cell::new(std::ptr::null()),
            mark: Cell::new(0),
            _pinned: PhantomPinned,
        }
    }

    /// Notes the line that runs, for tracebacks.
    #[inline(always)]
    pub fn line(&self, line: u32) {
        self.line.set(line);
    }

    /// The line that ran last.
    #[inline(always)]
    pub(crate) fn current_line(&self) -> u32 {
        self.line.get()
    }

    #[inline(always)]
    #[allow(clippy::mut_from_ref)] // Slots are reached through this one function, never twice at once.
    fn slot(&self, slot: Slot) -> &mut Option<Value> {
        debug_assert!(slot.0 < self.code.slots);
        // SAFETY: the compiler numbers slots below `code.slots`; the frame owns them while it runs.
        unsafe { &mut *self.slots.add(slot.0) }
    }

    #[cfg_attr(small, inline(never))]
    #[cfg_attr(not(small), inline(always))]
    pub fn load(&self, slot: Slot) -> Outcome {
        self.read(slot).cloned()
    }

    /// A variable that has a value on every way to this place of the program.
    #[cfg_attr(small, inline(never))]
    #[cfg_attr(not(small), inline(always))]
    pub fn get(&self, slot: Slot) -> Value {
        self.peek(slot).clone()
    }

    /// The variable where it is, to be looked at and no more.
    ///
    /// # Errors
    /// UnboundLocalError.
    #[inline(always)]
    pub fn read(&self, slot: Slot) -> Outcome<&Value> {
        match self.slot(slot) {
            Some(value) => Ok(value),
            None => Err(self.unbound(slot)),
        }
    }

    /// `variable.name`, without a reference of its own to the object while a place's memory says where to look.
    ///
    /// # Errors
    /// UnboundLocalError; what the look-up raises.
    #[inline(never)]
    pub fn getattr(&self, slot: Slot, name: &Name) -> Outcome {
        match self.slot(slot) {
            Some(object) => match attributes::remembered(object, name) {
                Some(found) => Ok(found),
                None => attributes::getattr(object.clone(), name),
            },
            None => Err(self.unbound(slot)),
        }
    }

    #[cold]
    #[inline(never)]
    fn unbound(&self, slot: Slot) -> Raised {
        let name = self.code.names[slot.0];
        if slot.0 >= self.code.names.len() - self.code.free {
            let message = "where it is not associated with a value in enclosing scope";
            return raise_name_error(format!("cannot access free variable '{name}' {message}"), name);
        }
        raise_unbound_local_error(format!(
            "cannot access local variable '{name}' where it is not associated with a value"
        ))
    }

    /// Moves a temporary out.
    #[cfg_attr(small, inline(never))]
    #[cfg_attr(not(small), inline(always))]
    pub fn take(&self, slot: Slot) -> Value {
        self.slot(slot).take().unwrap_or_else(crate::value::NONE)
    }

    /// The iterator of an outer loop of a generator expression.
    #[inline(always)]
    pub fn iterator(&self, slot: Slot) -> &Value {
        match self.slot(slot) {
            Some(iterator) => iterator,
            None => unreachable!("the compiler asks for iterators that it has put there"),
        }
    }

    /// Whether a slot is empty.
    #[inline(always)]
    pub fn is_empty(&self, slot: Slot) -> bool {
        self.slot(slot).is_none()
    }

    /// The same for a variable that has a value on every way to this place of the program.
    #[inline(always)]
    pub fn peek(&self, slot: Slot) -> &Value {
        match self.slot(slot) {
            Some(value) => value,
            None => never_unbound(),
        }
    }

    /// The content of a variable of specialised code.
    ///
    /// # Errors
    /// UnboundLocalError, if there is none.
    #[inline(always)]
    pub fn bound<T>(&self, slot: Slot, content: Option<T>) -> Outcome<T> {
        content.ok_or_else(|| self.unbound(slot))
    }

    /// Specialised code returns a value: what its variables hold is released in the caller's name.
    #[cfg_attr(small, inline(never))]
    #[cfg_attr(not(small), inline(always))]
    pub fn left(&self, value: Value) -> Value {
        RECURSION.frame.set(self.previous.get());
        value
    }

    /// Puts a variable of specialised code back, bound or not.
    #[inline]
    pub fn restore(&self, slot: Slot, value: Option<Value>) {
        let old = std::mem::replace(self.slot(slot), value);
        drop(old);
    }

    #[cfg_attr(small, inline(never))]
    #[cfg_attr(not(small), inline(always))]
    pub fn store(&self, slot: Slot, value: Value) {
        let old = self.slot(slot).replace(value);
        drop(old);
    }

    /// UnboundLocalError where a variable has no value.
    #[inline]
    pub fn check(&self, slot: Slot) -> Outcome<()> {
        self.read(slot).map(drop)
    }

    /// `variable += right`, or `variable = variable + right`, as `operation` says. A str that nobody else has grows
    /// where it is (`unicode_concatenate` in ceval.c).
    #[inline]
    pub fn augment(&self, slot: Slot, right: Value, operation: fn(Value, Value) -> Outcome) -> Outcome<()> {
        let place = self.slot(slot);
        if let (Some(a), Some(b)) = (place.as_ref().and_then(Value::as_small_int), right.as_small_int()) {
            *place = Some(crate::value::int(a + b));
            return Ok(());
        }
        self.augment_slow(slot, right, operation)
    }

    #[inline(never)]
    fn augment_slow(&self, slot: Slot, right: Value, operation: fn(Value, Value) -> Outcome) -> Outcome<()> {
        if let Some(left) = self.slot(slot) {
            if crate::text::append(left, &right) {
                return Ok(());
            }
        }
        let result = operation(self.load(slot)?, right)?;
        self.store(slot, result);
        Ok(())
    }

    pub fn delete(&self, slot: Slot) -> Outcome<()> {
        match self.slot(slot).take() {
            Some(_) => Ok(()),
            None => Err(self.unbound(slot)),
        }
    }

    /// Forgets a variable, bound or not.
    pub fn unbind(&self, slot: Slot) {
        let old = self.slot(slot).take();
        drop(old);
    }

    /// Makes a cell, of a parameter's value where one is captured.
    pub fn make_cell(&self, cell: Slot, parameter: Option<Slot>) {
        let content = parameter.and_then(|parameter| self.slot(parameter).take());
        *self.slot(cell) = Some(CellObject::allocate(content).into_value());
    }

    fn cell_object(&self, slot: Slot) -> &CellObject {
        match self.slot(slot).as_ref().and_then(|value| value.downcast::<CellObject>()) {
            Some(cell) => cell,
            None => unreachable!("the compiler makes cells before it uses them"),
        }
    }

    #[inline]
    pub fn load_cell(&self, slot: Slot) -> Outcome {
        match self.cell_object(slot).get() {
            Some(value) => Ok(value),
            None => Err(self.unbound(slot)),
        }
    }

    #[inline]
    pub fn store_cell(&self, slot: Slot, value: Value) {
        self.cell_object(slot).set(Some(value));
    }

    pub fn delete_cell(&self, slot: Slot) -> Outcome<()> {
        if self.cell_object(slot).get().is_none() {
            return Err(self.unbound(slot));
        }
        self.cell_object(slot).set(None);
        Ok(())
    }

    pub fn unbind_cell(&self, slot: Slot) {
        self.cell_object(slot).set(None);
    }

    /// The cell itself, to build closures.
    pub fn cell(&self, slot: Slot) -> Value {
        match self.slot(slot) {
            Some(cell) => cell.clone(),
            None => unreachable!("the compiler makes cells before it uses them"),
        }
    }

    /// The mapping of a class body.
    pub fn namespace(&self) -> Value {
        match &self.namespace {
            Some(namespace) => namespace.clone(),
            None => unreachable!("only class bodies have a namespace"),
        }
    }

    fn in_namespace(&self, name: &Name) -> Outcome<Option<Value>> {
        crate::protocol::items::get_optional(&self.namespace(), name.value())
    }

    /// In a class body: its namespace, then the global, then the builtin.
    pub fn load_name(&self, name: &Name, globals: &'static dyn GlobalNames, slot: GlobalSlot) -> Outcome {
        match self.in_namespace(name)? {
            Some(value) => Ok(value),
            None => globals.load_slot(slot),
        }
    }

    /// In a class body: its namespace, then the cell.
    pub fn load_class_cell(&self, name: &Name, slot: Slot) -> Outcome {
        match self.in_namespace(name)? {
            Some(value) => Ok(value),
            None => self.load_cell(slot),
        }
    }

    /// `locals()` of a function: the variables that are bound, in a dict that the frame keeps in a slot for it
    /// (`PyFrame_FastToLocalsWithError`).
    pub fn locals(&self, kept: Slot) -> Value {
        let dict = match self.slot(kept).clone() {
            Some(dict) => dict,
            None => {
                let dict = Dict::allocate().into_value();
                self.store(kept, dict.clone());
                dict
            }
        };
        let Some(names) = dict.downcast::<Dict>() else { unreachable!("the slot is kept for the dict") };
        let variables = self.code.variables().len();
        let first_free = self.code.names.len() - self.code.free;
        for (index, name) in self.code.names.iter().enumerate() {
            let is_parameter = |name: &&&str| self.code.variables()[..self.code.parameters.count()].contains(name);
            let value = if index < variables {
                // A captured parameter has moved into its cell, and keeps its place.
                let cell = self.code.cell_names().iter().position(|cell| cell == name);
                match cell {
                    Some(cell) => self.cell_object(Slot(variables + cell)).get(),
                    None => self.slot(Slot(index)).clone(),
                }
            } else if index < first_free && is_parameter(&name) {
                continue;
            } else {
                self.cell_object(Slot(index)).get()
            };
            let key = intern_text(name);
            match value {
                Some(value) => drop(names.set_name(&key, value)),
                None => drop(remove_name(names, &key)),
            }
        }
        dict
    }

    pub fn store_name(&self, name: &Name, value: Value) -> Outcome<()> {
        crate::protocol::items::setitem(self.namespace(), name.value().clone(), value)
    }

    pub fn delete_name(&self, name: &Name) -> Outcome<()> {
        let Err(raised) = crate::protocol::items::delitem(self.namespace(), name.value().clone()) else {
            return Ok(());
        };
        // As `DELETE_NAME`, whatever the mapping has raised.
        raised.forget();
        Err(raise_name_error(format!("name '{}' is not defined", name.text()), name.text()))
    }

    pub fn unbind_name(&self, name: &Name) {
        if let Err(raised) = crate::protocol::items::delitem(self.namespace(), name.value().clone()) {
            raised.forget();
        }
    }

    /// Adds this frame to the traceback and makes the exception the handled one while the handler lives.
    pub fn handle(&self, raised: Raised) -> Handler {
        state::add_traceback_entry(self.code, self.line.get());
        Handler::new(raised)
    }

    /// Adds this frame to the traceback.
    pub(crate) fn passes(&self, _raised: &Raised) {
        state::add_traceback_entry(self.code, self.line.get());
    }

    /// The same for the way out of a `finally` block.
    pub fn handle_exit(&self, exit: Outcome<Exit>) -> Result<Exit, Handler> {
        exit.map_err(|raised| self.handle(raised))
    }

    /// Moves the slots out, for a generator; the frame is left without values.
    pub fn detach(&mut self) -> OwnedFrame {
        let slots = if self.boxed {
            self.boxed = false;
            self.slots
        } else {
            let slots: Box<[Option<Value>]> = (0..self.code.slots).map(|index| self.slot(Slot(index)).take()).collect();
            Box::into_raw(slots) as *mut Option<Value>
        };
        let frame = Frame { boxed: true, iterable: self.iterable, ..Frame::new(slots, self.code) };
        frame.line.set(self.line.get());
        OwnedFrame(frame)
    }
}

/// The frame of a generator: it owns its slots.
pub struct OwnedFrame(Frame);

impl Deref for OwnedFrame {
    type Target = Frame;

    #[inline(always)]
    fn deref(&self) -> &Frame {
        &self.0
    }
}

impl DerefMut for OwnedFrame {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Frame {
        &mut self.0
    }
}

impl OwnedFrame {
    /// The body of a function that suspends begins: from here on its frame stays in place.
    #[inline]
    pub fn begins(&self) {
        let own: *const Frame = &self.0;
        self.0.previous.set(RECURSION.frame.replace(own));
        crate::generators::frame_begins(own);
    }
}

impl Drop for OwnedFrame {
    fn drop(&mut self) {
        let own: *const Frame = &self.0;
        if RECURSION.frame.get() == own {
            // Values go when the frame has been left.
            RECURSION.frame.set(self.0.previous.get());
        }
        if !self.0.boxed {
            return;
        }
        let slots = std::ptr::slice_from_raw_parts_mut(self.0.slots, self.0.code.slots);
        // SAFETY: made by `detach` or `run_generator`, owned by this frame alone.
        drop(unsafe { Box::from_raw(slots) });
        // Last: frames of generators that only this one knew have ended just now.
        crate::generators::frame_ends(self.0.line.get());
    }
}

/// The frame of a generator expression that has no generator: its slots are on the value stack. It must go before
/// whatever was called before it was made goes on.
pub(crate) struct StackFrame(Frame);

impl StackFrame {
    /// # Errors
    /// RecursionError.
    #[inline]
    pub(crate) fn new(code: &'static Code, closure: &[Value], iterator: Value) -> Outcome<StackFrame> {
        debug_assert!(code.takes_exactly(1));
        if RECURSION.depth.get() >= RECURSION.limit.get() {
            return Err(recursion_error(""));
        }
        let slots = stack::push(code.slots);
        // SAFETY: `push` gave `code.slots` slots to this frame alone, one of them the parameter; zero is `None`.
        let all = unsafe {
            slots.write(Some(iterator));
            std::ptr::write_bytes(slots.add(1), 0, code.slots - 1);
            std::slice::from_raw_parts_mut(slots, code.slots)
        };
        copy_closure(code, closure, all);
        Ok(StackFrame(Frame::new(slots, code)))
    }

    /// Drops the values.
    pub(crate) fn clear(&self) {
        for index in 0..self.0.code.slots {
            let old = self.0.slot(Slot(index)).take();
            drop(old);
        }
    }
}

impl Deref for StackFrame {
    type Target = Frame;

    #[inline(always)]
    fn deref(&self) -> &Frame {
        &self.0
    }
}

impl Drop for StackFrame {
    fn drop(&mut self) {
        self.clear();
        stack::pop(self.0.slots);
    }
}
