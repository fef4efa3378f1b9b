//! How a builtin class, its methods and its attributes are declared: static tables.

use super::build;
use super::known_names::{self, KnownClass};
use super::slots::{SlotRow, Slots};
use super::ClassRef;
use crate::exceptions::Outcome;
use crate::functions::builtin::Arguments;
use crate::functions::signature::Signature;
use crate::generators::Consumer;
use crate::heap::single_thread::SingleThread;
use crate::kept::Row;
use crate::object::Kind;
use crate::value::Value;
use std::cell::Cell;

/// What a row of a method table binds to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    Instance,
    Class,
    Static,
}

/// How CPython gives a function its arguments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Convention {
    /// As the parameters say (`Signature::takes_a_tuple`).
    OfParameters,
    /// A tuple and a dict of keywords (`METH_VARARGS`): the function itself looks at the names of the keywords.
    Tuple,
    /// Values and names (`METH_FASTCALL`): that the names are strs is seen to before.
    Values,
}

/// One builtin method or function.
///
/// `parameters` is Python's own notation (`"self, object, /"`, `"*values, sep=' '"`); defaults are what
/// `__text_signature__` shows, the function itself sees an absent argument. A receiver is the first parameter.
#[derive(Clone, Copy)]
pub struct Method {
    pub name: &'static str,
    pub parameters: &'static str,
    pub function: fn(&mut Arguments) -> Outcome,
    pub binding: Binding,
    pub convention: Convention,
    /// What it makes of a generator expression that is its only argument, where that needs no generator.
    pub consumer: Option<Consumer>,
    pub doc: &'static str,
}

impl Method {
    pub const fn new(name: &'static str, parameters: &'static str, function: fn(&mut Arguments) -> Outcome) -> Method {
        let (binding, convention) = (Binding::Instance, Convention::OfParameters);
        Method { name, parameters, function, binding, convention, consumer: None, doc: "" }
    }

    /// A class method; its first parameter is the class.
    pub const fn class(
        name: &'static str,
        parameters: &'static str,
        function: fn(&mut Arguments) -> Outcome,
    ) -> Method {
        Method { binding: Binding::Class, ..Method::new(name, parameters, function) }
    }

    /// A static method.
    pub const fn static_(
        name: &'static str,
        parameters: &'static str,
        function: fn(&mut Arguments) -> Outcome,
    ) -> Method {
        Method { binding: Binding::Static, ..Method::new(name, parameters, function) }
    }

    pub const fn convention(self, convention: Convention) -> Method {
        Method { convention, ..self }
    }

    /// Whether it is called with a tuple.
    pub(crate) fn takes_a_tuple(&self, signature: &Signature) -> bool {
        match self.convention {
            Convention::OfParameters => signature.takes_a_tuple(),
            Convention::Tuple => true,
            Convention::Values => false,
        }
    }

    pub const fn consumer(self, consumer: Consumer) -> Method {
        Method { consumer: Some(consumer), ..self }
    }

    pub const fn doc(self, doc: &'static str) -> Method {
        Method { doc, ..self }
    }
}

/// Sets a computed attribute of an object, or deletes it where there is no value.
pub type SetAttribute = fn(&Value, Option<Value>) -> Outcome<()>;

/// A computed attribute.
#[derive(Clone, Copy)]
pub struct GetSet {
    pub name: &'static str,
    pub get: fn(&Value) -> Outcome,
    /// `None` for a read-only attribute.
    pub set: Option<SetAttribute>,
}

impl GetSet {
    pub const fn new(name: &'static str, get: fn(&Value) -> Outcome) -> GetSet {
        GetSet { name, get, set: None }
    }

    pub const fn set(self, set: fn(&Value, Option<Value>) -> Outcome<()>) -> GetSet {
        GetSet { set: Some(set), ..self }
    }
}

/// A class attribute that is neither method nor computed.
pub type ClassConstant = (&'static str, fn() -> Value);

/// What `__getitem__` of a class is in C.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Subscript {
    Both,
    /// `sq_item` alone: `%` does not take an instance for a mapping.
    Sequence,
    /// `mp_subscript` alone: an instance is no sequence.
    Mapping,
}

/// A builtin class; the class object is made when it is first asked for.
pub struct BuiltinClass {
    pub name: &'static str,
    pub module: &'static str,
    pub kind: Kind,
    pub bases: &'static [&'static BuiltinClass],
    pub slots: &'static [SlotRow],
    pub methods: &'static [Row<Method>],
    pub getsets: &'static [Row<GetSet>],
    pub constants: &'static [Row<ClassConstant>],
    /// What CPython has in the class: a name that is not implemented is refused, never an AttributeError.
    pub known: KnownClass,
    /// Whether Python classes may inherit from it.
    pub subclassable: bool,
    /// Whether instances of the class itself have `__dict__`.
    pub instance_dict: bool,
    /// Whether instances have no hash: `__hash__ = None`.
    pub unhashable: bool,
    /// Whether CPython writes the class in Python: then its `tp_name` is without the module.
    pub written_in_python: bool,
    pub subscript: Subscript,
    /// Whether calling the class makes an instance.
    pub instantiable: bool,
    /// Whether programs may set attributes of the class.
    pub mutable: bool,
    /// What the class makes of a generator expression that is the only argument of its call.
    pub consumer: Option<Consumer>,
    /// A call with one positional argument, where that needs no constructor.
    pub conversion: Option<fn(Value) -> Outcome>,
    class: SingleThread<Cell<Option<ClassRef>>>,
}

impl BuiltinClass {
    pub const fn new(name: &'static str, kind: Kind) -> BuiltinClass {
        BuiltinClass {
            name,
            module: "builtins",
            kind,
            bases: &[],
            slots: &[],
            methods: &[],
            getsets: &[],
            constants: &[],
            known: known_names::of_class("builtins", name),
            subclassable: true,
            instance_dict: false,
            unhashable: false,
            written_in_python: false,
            subscript: Subscript::Both,
            instantiable: true,
            mutable: false,
            consumer: None,
            conversion: None,
            class: SingleThread::new(Cell::new(None)),
        }
    }

    pub const fn module(mut self, module: &'static str) -> BuiltinClass {
        self.module = module;
        self.known = known_names::of_class(module, self.name);
        self
    }

    /// The bases; without this, `object`.
    pub const fn bases(mut self, bases: &'static [&'static BuiltinClass]) -> BuiltinClass {
        self.bases = bases;
        self
    }

    /// Each table behind its gates: `slots!(…)`, `methods!(…)`, `getsets!(…)`, `constants!(…)`.
    pub const fn slots(mut self, slots: &'static [SlotRow]) -> BuiltinClass {
        self.slots = slots;
        self
    }

    pub const fn methods(mut self, methods: &'static [Row<Method>]) -> BuiltinClass {
        self.methods = methods;
        self
    }

    pub const fn getsets(mut self, getsets: &'static [Row<GetSet>]) -> BuiltinClass {
        self.getsets = getsets;
        self
    }

    pub const fn constants(mut self, constants: &'static [Row<ClassConstant>]) -> BuiltinClass {
        self.constants = constants;
        self
    }

    /// No class may inherit from it.
    pub const fn sealed(mut self) -> BuiltinClass {
        self.subclassable = false;
        self
    }

    pub const fn instance_dict(mut self) -> BuiltinClass {
        self.instance_dict = true;
        self
    }

    /// Calling the class raises TypeError.
    pub const fn no_constructor(mut self) -> BuiltinClass {
        self.instantiable = false;
        self
    }

    /// Programs may set attributes of the class, which CPython makes on the heap.
    pub const fn mutable(mut self) -> BuiltinClass {
        self.mutable = true;
        self
    }

    pub const fn subscript(mut self, subscript: Subscript) -> BuiltinClass {
        self.subscript = subscript;
        self
    }

    pub const fn written_in_python(mut self) -> BuiltinClass {
        self.written_in_python = true;
        self
    }

    pub const fn consumer(mut self, consumer: Consumer) -> BuiltinClass {
        self.consumer = Some(consumer);
        self
    }

    pub const fn conversion(mut self, conversion: fn(Value) -> Outcome) -> BuiltinClass {
        self.conversion = Some(conversion);
        self
    }

    pub const fn unhashable(mut self) -> BuiltinClass {
        self.unhashable = true;
        self
    }

    /// The class object.
    #[inline(always)]
    pub fn class(&'static self) -> ClassRef {
        match self.class.get() {
            Some(class) => class,
            None => build::build(self),
        }
    }

    /// Whether a value on the heap is an instance of exactly this class. An object shows that the
    /// class was built, so nothing is built here.
    #[inline(always)]
    pub(crate) fn is_exact(&self, value: &Value) -> bool {
        value.header().is_some_and(|header| Some(header.class()) == self.class.get())
    }

    /// The class object as a value, which a program may do anything with.
    #[inline(never)]
    pub fn value(&'static self) -> Value {
        crate::kept::needs(crate::kept::CLASSES);
        self.class().value()
    }

    /// The slots that it has itself.
    pub(crate) fn own_slots(&self) -> Slots {
        let mut slots = Slots::NONE;
        for put in self.slots {
            put(&mut slots);
        }
        slots
    }

    pub(crate) fn built(&self) -> Option<ClassRef> {
        self.class.get()
    }

    pub(crate) fn set_built(&self, class: ClassRef) {
        self.class.set(Some(class));
    }

    /// Whether a value is an instance of this class or of a subclass.
    pub fn is_instance(&'static self, value: &Value) -> bool {
        value.class().is_subclass_of(self.class())
    }
}
