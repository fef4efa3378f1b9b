//! Objects on the heap: header, kinds, typed references, allocation and release.
#![allow(unsafe_code)] // Reference counting by hand; `kind` always tells the payload's type.

use crate::classes::{Class, ClassRef};
use crate::heap::attributes::Attributes;
use crate::heap::census;
use crate::heap::single_thread::SingleThread;
use crate::heap::{objects, suspects};
use crate::kept;
use crate::value::Value;
use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::ops::Deref;

/// A type that can be the payload of an object.
pub trait Payload: 'static {
    const KIND: Kind;

    /// What specialised code may know of a new object of a class.
    #[inline(always)]
    fn form(&self, _class: Option<ClassRef>) -> Form {
        Form::Other
    }
}

/// What an object is for sure, and stays: exactly of its kind's own class, and of how many items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Form {
    /// Nothing is known.
    Other,
    List,
    /// A tuple with one item in itself.
    One,
    Two,
    Three,
    /// A tuple of another length.
    Tuple,
}

/// Declares every kind with its payload: the enum, `Payload` for each, and the release of each.
macro_rules! kinds {
    ($($(#[$note:meta])* $kind:ident => $payload:ty $([$form:path])?,)*) => {
        /// Which payload an object has.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Kind {
            /// Never on the heap.
            None, Bool, NotImplemented, Ellipsis,
            /// A class; never released.
            Class,
            /// Any native type without a kind of its own: `native::<T>()` gives its payload.
            Native,
            $($(#[$note])* $kind,)*
        }

        $(impl Payload for $payload {
            const KIND: Kind = Kind::$kind;
            $(
                #[inline(always)]
                fn form(&self, class: Option<ClassRef>) -> Form {
                    $form(self, class)
                }
            )?
        })*

        /// SAFETY: no reference to the object is left.
        unsafe fn release_object(header: *mut Header) {
            match (*header).kind {
                Kind::Native => ((*(header as *mut Object<NativePayload>)).payload.functions.release)(header),
                $(Kind::$kind => release_kind::<$payload>(header as *mut Object<$payload>),)*
                Kind::None | Kind::Bool | Kind::NotImplemented | Kind::Ellipsis | Kind::Class => {}
            }
        }
    };
}

/// # Safety
/// No reference to the object is left.
#[inline(always)]
unsafe fn release_kind<T: Payload>(object: *mut Object<T>) {
    if T::KIND.may_be_in_page() {
        std::ptr::drop_in_place(object);
        objects::free(object);
    } else {
        drop(Box::from_raw(object));
    }
}

impl Payload for Class {
    const KIND: Kind = Kind::Class;
}

impl Payload for NativePayload {
    const KIND: Kind = Kind::Native;
}

kinds! {
    /// An instance of a class without a builtin base.
    Instance => Instance,
    /// An int that is not immediate, or an instance of a subclass of int.
    Integer => crate::number::integer::Integer,
    /// A NaN, or an instance of a subclass of float.
    Float => f64,
    Complex => crate::number::complex::Complex,
    Str => crate::text::str::Str,
    Bytes => crate::text::Bytes,
    ByteArray => crate::text::ByteArray,
    List => crate::collections::List [crate::collections::list::form],
    Tuple => crate::collections::Tuple [crate::collections::tuple::form],
    Dict => crate::collections::Dict,
    Set => crate::collections::Set,
    FrozenSet => crate::collections::FrozenSet,
    Slice => crate::collections::Slice,
    Function => crate::functions::Function,
    /// `object.method` of a Python function or any other callable.
    BoundMethod => crate::functions::method::BoundMethod,
    /// `len`, or `[].append`: a row with the object it is bound to.
    BuiltinFunction => crate::functions::builtin::BuiltinFunction,
    /// `list.append`: a row in its class.
    MethodDescriptor => crate::functions::builtin::MethodDescriptor,
    /// `int.__add__`: a slot of a builtin class under its Python name.
    WrapperDescriptor => crate::classes::wrappers::WrapperDescriptor,
    /// `(1).__add__`.
    MethodWrapper => crate::classes::wrappers::MethodWrapper,
    /// A computed attribute of a builtin class.
    GetSetDescriptor => crate::classes::descriptors::GetSetDescriptor,
    /// An entry of `__slots__`.
    MemberDescriptor => crate::classes::descriptors::MemberDescriptor,
    Property => crate::classes::descriptors::Property,
    ClassMethod => crate::classes::descriptors::ClassMethod,
    StaticMethod => crate::classes::descriptors::StaticMethod,
    Super => crate::classes::super_object::Super,
    Module => crate::modules::ModuleObject,
    Cell => crate::functions::cell::CellObject,
    Generator => crate::generators::Generator,
    Coroutine => crate::generators::Coroutine,
    AsyncGenerator => crate::generators::AsyncGenerator,
    Exception => crate::exceptions::Exception,
    Traceback => crate::exceptions::traceback::Traceback,
    ListIterator => crate::collections::iterators::ListIterator,
    TupleIterator => crate::collections::iterators::TupleIterator,
    RangeIterator => crate::collections::range::RangeIterator,
}

/// Payload of an instance of a Python class: the values of its `__slots__`.
#[derive(Default)]
pub struct Instance {
    pub(crate) slots: Box<[Place]>,
}

/// A place for a value that may be missing. No reference into it is ever given out.
#[derive(Default)]
pub struct Place(Cell<Option<Value>>);

impl Place {
    pub fn new(value: Option<Value>) -> Place {
        Place(Cell::new(value))
    }

    #[inline(always)]
    pub fn get(&self) -> Option<Value> {
        // SAFETY: one thread, and cloning a value runs no code that could change the place.
        unsafe { (*self.0.as_ptr()).clone() }
    }

    /// Gives back what was there, to be dropped by the caller.
    #[inline(always)]
    pub fn replace(&self, value: Option<Value>) -> Option<Value> {
        self.0.replace(value)
    }
}

/// What objects of types without a kind of their own start with: the type, and what is done with its objects.
pub struct NativePayload {
    type_id: TypeId,
    functions: &'static NativeFunctions,
}

type VisitNative = unsafe fn(*const Header, &mut dyn FnMut(&Value));
type ClearNative = unsafe fn(*const Header);

struct NativeFunctions {
    release: unsafe fn(*mut Header),
    /// How an object shows what it owns and lets go of it, where that is known.
    circles: fn() -> Option<(VisitNative, ClearNative)>,
}

/// What collections need of a native type, behind their gate.
fn circles_of<T: Owner>() -> Option<(VisitNative, ClearNative)> {
    kept::is_open(kept::CYCLES).then_some((visit_native::<T>, clear_native::<T>))
}

/// A native type that shows what its objects own, as `heap::references` does for kinds.
pub trait Owner: 'static {
    /// Shows each value that the object owns once, or none while it is being changed.
    fn visit(&self, visit: &mut dyn FnMut(&Value));
    /// Lets go of what closes circles. Nobody refers to the object any more.
    fn clear(&self) {}
}

/// An object of kind `Native`: the same as an `Object<NativePayload>` with the payload behind.
#[repr(C)]
struct NativeObject<T> {
    start: Object<NativePayload>,
    payload: T,
}

/// # Safety
/// `header` is that of a `NativeObject<T>` to which no reference is left.
unsafe fn release_native<T>(header: *mut Header) {
    let object = header as *mut NativeObject<T>;
    if const { objects::fits::<NativeObject<T>>() } {
        std::ptr::drop_in_place(object);
        objects::free(object);
    } else {
        census::count(-1);
        drop(Box::from_raw(object));
    }
}

/// # Safety
/// `header` is that of a `NativeObject<T>` that is alive.
unsafe fn visit_native<T: Owner>(header: *const Header, visit: &mut dyn FnMut(&Value)) {
    (*(header as *const NativeObject<T>)).payload.visit(visit);
}

/// # Safety
/// The same.
unsafe fn clear_native<T: Owner>(header: *const Header) {
    (*(header as *const NativeObject<T>)).payload.clear();
}

/// Shows what an object of a native type owns; false where that is not known.
pub(crate) fn visit_owned_by_native(value: &Value, visit: &mut dyn FnMut(&Value)) -> bool {
    let circles = value.downcast::<NativePayload>().and_then(|native| (native.functions.circles)());
    // SAFETY: the function is that of the payload's type.
    circles.map(|(shown, _)| unsafe { shown(value.bits() as usize as *const Header, visit) }).is_some()
}

/// Lets an object of a native type let go of what it owns.
pub(crate) fn clear_native_object(value: &Value) {
    if let Some((_, clear)) = value.downcast::<NativePayload>().and_then(|native| (native.functions.circles)()) {
        // SAFETY: the function is that of the payload's type.
        unsafe { clear(value.bits() as usize as *const Header) };
    }
}

/// The payload of an object of a native type.
#[inline]
pub(crate) fn native_payload<T: 'static>(value: &Value) -> Option<&T> {
    let native = value.downcast::<NativePayload>()?;
    if native.type_id != TypeId::of::<T>() {
        return None;
    }
    // SAFETY: only `allocate_native` makes objects of this kind, and the type is that of its payload. The pointer is
    // that to the whole object, not to its start alone.
    Some(unsafe { &(*(value.bits() as usize as *const NativeObject<T>)).payload })
}

const DELETED: u8 = 1;
const WEAKLY_REFERENCED: u8 = 2;
const AWAITED_BY_FINALIZERS: u8 = 4;
const IN_PAGE: u8 = 8;
const FROZEN: u8 = 16;

/// What every object starts with.
#[repr(C)]
pub struct Header {
    references: Cell<u32>,
    kind: Kind,
    flags: Cell<u8>,
    form: Form,
    class: Cell<Option<ClassRef>>,
    pub(crate) attributes: Attributes,
}

impl Header {
    #[inline(always)]
    fn new(kind: Kind, form: Form, class: Option<ClassRef>, in_page: bool) -> Header {
        let (references, class) = (Cell::new(1), Cell::new(class));
        let flags = Cell::new(if in_page { IN_PAGE } else { 0 });
        Header { references, kind, flags, form, class, attributes: Attributes::new() }
    }

    /// No object of a known form can be given another class.
    #[inline(always)]
    pub(crate) fn form(&self) -> Form {
        self.form
    }

    #[inline(always)]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    #[inline(always)]
    pub fn class(&self) -> ClassRef {
        // SAFETY: set at allocation; the one exception is `type` itself while it is being made.
        unsafe { self.class.get().unwrap_unchecked() }
    }

    pub(crate) fn set_class(&self, class: ClassRef) {
        self.class.set(Some(class));
    }

    #[inline(always)]
    pub(crate) fn retain(&self) {
        self.references.set(self.references.get() + 1);
    }

    /// Releases one reference; true where it was the last.
    #[inline(always)]
    pub(crate) fn release(&self) -> bool {
        let left = self.references.get() - 1;
        self.references.set(left);
        left == 0
    }

    pub fn references(&self) -> u32 {
        self.references.get()
    }

    /// Whether there is one reference and no weak one.
    #[inline(always)]
    pub(crate) fn is_unshared(&self) -> bool {
        self.references.get() == 1 && self.flags.get() & WEAKLY_REFERENCED == 0
    }

    /// From now on `heap::finalizers` is told when the object is finalized.
    pub(crate) fn mark_awaited_by_finalizers(&self) {
        self.flags.set(self.flags.get() | AWAITED_BY_FINALIZERS);
    }

    /// Says that `__del__` is called, and tells who wants to know.
    fn is_finalized(&self) {
        let flags = self.flags.get();
        self.flags.set(flags | DELETED);
        if flags & AWAITED_BY_FINALIZERS != 0 {
            crate::heap::finalizers::object_is_finalized(std::ptr::from_ref(self) as usize);
        }
    }

    /// Whether `__del__` was called.
    pub(crate) fn was_finalized(&self) -> bool {
        self.flags.get() & DELETED != 0
    }

    /// Whether `heap::objects` knows the object.
    #[inline(always)]
    pub(crate) fn is_in_page(&self) -> bool {
        self.flags.get() & IN_PAGE != 0
    }

    /// Whether no collection looks at the object (`gc.freeze`).
    pub(crate) fn is_frozen(&self) -> bool {
        self.flags.get() & FROZEN != 0
    }

    pub(crate) fn set_frozen(&self, frozen: bool) {
        let others = self.flags.get() & !FROZEN;
        self.flags.set(if frozen { others | FROZEN } else { others });
    }

    /// Whether there are, or were, weak references to the object.
    pub(crate) fn is_weakly_referenced(&self) -> bool {
        self.flags.get() & WEAKLY_REFERENCED != 0
    }

    /// From now on `heap::weak` is told when the object goes.
    pub(crate) fn mark_weakly_referenced(&self) {
        self.flags.set(self.flags.get() | WEAKLY_REFERENCED);
    }
}

/// An object: header and payload.
#[repr(C)]
pub struct Object<T> {
    pub(crate) header: Header,
    pub(crate) payload: T,
}

/// Makes an object of a class.
#[inline]
pub fn allocate<T: Payload>(class: ClassRef, payload: T) -> Ref<T> {
    allocate_with(Some(class), payload)
}

/// `class` is `None` only for `type` itself.
pub(crate) fn allocate_with<T: Payload>(class: Option<ClassRef>, payload: T) -> Ref<T> {
    let in_page = const {
        assert!(!T::KIND.may_be_in_page() || objects::fits::<Object<T>>());
        T::KIND.may_be_in_page()
    };
    let header = Header::new(T::KIND, payload.form(class), class, in_page);
    let object = Object { header, payload };
    let pointer = if in_page { written(object) } else { Box::into_raw(Box::new(object)) };
    // SAFETY: the object is new and its one reference is handed over.
    Ref::assume(unsafe { Value::from_pointer(pointer as *const Header) })
}

/// An object in a page.
#[inline(always)]
fn written<T>(object: T) -> *mut T {
    if const { !objects::fits::<T>() } {
        unreachable!("only what fits is put into a page");
    }
    let place = objects::allocate::<T>();
    // SAFETY: the memory is new, and as large as the object.
    unsafe { place.write(object) };
    place
}

/// Makes an object of a native type.
pub fn allocate_native<T: 'static>(class: ClassRef, payload: T) -> Value {
    make_native(class, payload, const { &NativeFunctions { release: release_native::<T>, circles: || None } })
}

/// Makes an object of a native type that shows what it owns.
pub fn allocate_owner<T: Owner>(class: ClassRef, payload: T) -> Value {
    make_native(class, payload, const { &NativeFunctions { release: release_native::<T>, circles: circles_of::<T> } })
}

#[inline(always)]
fn make_native<T: 'static>(class: ClassRef, payload: T, functions: &'static NativeFunctions) -> Value {
    let in_page = const { objects::fits::<NativeObject<T>>() };
    let header = Header::new(Kind::Native, Form::Other, Some(class), in_page);
    let start = Object { header, payload: NativePayload { type_id: TypeId::of::<T>(), functions } };
    let object = NativeObject { start, payload };
    let pointer = if in_page {
        written(object)
    } else {
        census::count(1);
        Box::into_raw(Box::new(object))
    };
    // SAFETY: the object is new and its one reference is handed over.
    unsafe { Value::from_pointer(pointer as *const Header) }
}

/// How deep releases nest before they are put off, so that long chains do not exhaust the stack.
const DEEPEST_RELEASE: u32 = 100;

struct ReleaseState {
    depth: Cell<u32>,
    waiting: RefCell<Vec<*mut Header>>,
}

static RELEASES: SingleThread<ReleaseState> =
    SingleThread::new(ReleaseState { depth: Cell::new(0), waiting: RefCell::new(Vec::new()) });

/// Ends an object whose last reference went.
#[inline(never)]
pub(crate) fn destroy(header: *mut Header) {
    let depth = RELEASES.depth.get();
    if depth >= DEEPEST_RELEASE {
        RELEASES.waiting.borrow_mut().push(header);
        return;
    }
    RELEASES.depth.set(depth + 1);
    if depth == 0 && suspects::are_noted() {
        note_suspects(header);
    }
    finish(header);
    RELEASES.depth.set(depth);
    if depth == 0 {
        loop {
            let next = RELEASES.waiting.borrow_mut().pop();
            let Some(next) = next else { break };
            RELEASES.depth.set(1);
            finish(next);
            RELEASES.depth.set(0);
        }
    }
}

#[inline(never)]
fn note_suspects(header: *mut Header) {
    // SAFETY: the count is zero, so that this function alone knows the object; nobody is given another reference.
    let object = std::mem::ManuallyDrop::new(unsafe { Value::from_pointer(header) });
    crate::heap::suspects::container_goes(&object);
}

#[inline(always)]
fn finish(header: *mut Header) {
    // SAFETY: the count is zero, so that this function alone knows the object.
    unsafe {
        let flags = (*header).flags.get();
        if flags & DELETED == 0 {
            if let Some(delete) = (*header).class().slots().del() {
                (*header).is_finalized();
                (*header).references.set(1);
                let value = Value::from_pointer(header);
                delete(&value);
                std::mem::forget(value);
                if !(*header).release() {
                    return;
                }
            }
        }
        // after `__del__`, as in `subtype_dealloc`: that may still ask for the object, or keep it
        if (*header).flags.get() & WEAKLY_REFERENCED != 0 {
            crate::heap::weak::object_goes(header as usize);
        }
        release_object(header);
    }
}

/// Calls `__del__` of an object that is referred to, unless that was done.
pub(crate) fn finalize(object: &Value) {
    let Some(header) = object.header() else { return };
    let flags = header.flags.get();
    if let (0, Some(delete)) = (flags & DELETED, header.class().slots().del()) {
        header.is_finalized();
        delete(object);
    }
}

/// A value whose payload's type is known.
#[repr(transparent)]
pub struct Ref<T: Payload> {
    value: Value,
    payload: PhantomData<T>,
}

impl<T: Payload> Ref<T> {
    /// The caller knows that the payload is a `T`.
    #[inline(always)]
    pub(crate) fn assume(value: Value) -> Ref<T> {
        debug_assert!(value.downcast::<T>().is_some());
        Ref { value, payload: PhantomData }
    }

    #[inline(always)]
    pub fn value(&self) -> Value {
        self.value.clone()
    }

    #[inline(always)]
    pub fn as_value(&self) -> &Value {
        &self.value
    }

    #[inline(always)]
    pub fn into_value(self) -> Value {
        self.value
    }
}

impl<T: Payload> Clone for Ref<T> {
    fn clone(&self) -> Ref<T> {
        Ref { value: self.value.clone(), payload: PhantomData }
    }
}

impl<T: Payload> Deref for Ref<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: made only where the kind was checked.
        unsafe { &(*(self.value.bits() as usize as *const Object<T>)).payload }
    }
}

impl<T: Payload> From<Ref<T>> for Value {
    fn from(reference: Ref<T>) -> Value {
        reference.value
    }
}
