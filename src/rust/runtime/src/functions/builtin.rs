//! Builtin functions and methods: a row of a static table, its parameters, and what it is bound to.

use super::call::{check_names, CallArguments};
use super::signature::Signature;
use crate::classes::core_classes::{BUILTIN_FUNCTION, CLASS_METHOD_DESCRIPTOR, METHOD_DESCRIPTOR};
use crate::classes::declaration::{Binding, Convention, Method};
use crate::classes::slots::New;
use crate::classes::ClassRef;
use crate::exceptions::*;
use crate::generators::Consumer;
use crate::heap::single_thread::SingleThread;
use crate::names::intern_text;
use crate::object::{allocate, Payload, Ref};
use crate::text::str::Str;
use crate::value::Value;
use std::cell::OnceCell;
use std::rc::Rc;

/// The arguments of a builtin function, one slot a parameter in the order of its parameter text.
pub struct Arguments<'a> {
    slots: &'a mut [Option<Value>],
}

impl<'a> Arguments<'a> {
    pub fn new(slots: &'a mut [Option<Value>]) -> Arguments<'a> {
        Arguments { slots }
    }

    /// Moves the receiver out; its class declares that its instances have this payload.
    #[inline]
    pub fn receiver<T: Payload>(&mut self) -> Ref<T> {
        match self.take(0).into_ref::<T>() {
            Ok(receiver) => receiver,
            Err(_) => unreachable!("a method is called on instances of its class only"),
        }
    }

    /// Moves a required argument out.
    #[inline]
    pub fn take(&mut self, index: usize) -> Value {
        match self.slots[index].take() {
            Some(value) => value,
            None => unreachable!("a required argument is there, and is taken once"),
        }
    }

    /// Moves an argument out; `None` where the caller gave none.
    #[inline]
    pub fn optional(&mut self, index: usize) -> Option<Value> {
        self.slots[index].take()
    }

    /// Moves an argument out where the caller gave one that is not Python's None.
    pub fn not_none(&mut self, index: usize) -> Option<Value> {
        self.slots[index].take().filter(|value| !value.is_none())
    }

    #[inline]
    pub fn get(&self, index: usize) -> Option<&Value> {
        self.slots[index].as_ref()
    }

    /// The values of a `*values` parameter.
    pub fn star(&mut self, index: usize) -> Vec<Value> {
        let values = self.take(index);
        values.downcast::<crate::collections::Tuple>().map(|values| values.items().to_vec()).unwrap_or_default()
    }

    pub fn len(&self) -> usize {
        self.slots.len()
    }

    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }
}

fn bound_name(receiver: &Value, name: &str) -> Rc<str> {
    let class = ClassRef::from_value(receiver).unwrap_or_else(|| receiver.class());
    format!("{}.{name}", crate::text::to_lossy(&class.qualified_name.borrow())).into()
}

#[derive(Clone, Copy)]
pub(crate) enum Callee {
    Method(&'static Method),
    /// `__new__` of a class.
    New(ClassRef),
}

/// A builtin function, or a builtin method with its receiver.
pub struct BuiltinFunction {
    pub(crate) name: &'static str,
    pub(crate) row: Callee,
    pub(crate) signature: Rc<Signature>,
    /// The receiver, which becomes the first argument.
    pub(crate) receiver: Option<Value>,
    /// `Class.name` with the class that has the method, `module.name`, or just the name of a function of `builtins`.
    pub(crate) qualified: Rc<str>,
    pub(crate) module: Option<Value>,
}

/// `list.append`: a row in its class.
pub struct MethodDescriptor {
    pub(crate) class: ClassRef,
    pub(crate) row: &'static Method,
    pub(crate) signature: Rc<Signature>,
    pub(crate) qualified: Rc<str>,
}

impl BuiltinFunction {
    /// The class whose `__new__` this is.
    pub(crate) fn constructed_class(&self) -> Option<ClassRef> {
        match self.row {
            Callee::New(class) => Some(class),
            Callee::Method(_) => None,
        }
    }

    /// The name that messages about arguments use: a method's begins with its receiver's class.
    pub(crate) fn qualified_name(&self) -> Rc<str> {
        let Some(receiver) = &self.receiver else { return self.qualified.clone() };
        bound_name(receiver, self.name)
    }

    pub fn doc(&self) -> &'static str {
        match self.row {
            Callee::Method(row) => row.doc,
            Callee::New(_) => "Create and return a new object.  See help(type) for accurate signature.",
        }
    }
}

/// A function of a module, which is the str of its name; messages about arguments name the module, too.
pub fn function_value(row: &'static Method, module: Option<Value>) -> Value {
    let place = module.as_ref().and_then(|module| module.downcast::<Str>()).map(|module| module.to_lossy());
    let qualified: Rc<str> = match place {
        Some(place) if place != "builtins" => format!("{place}.{}", row.name).into(),
        _ => row.name.into(),
    };
    let function = BuiltinFunction {
        name: row.name,
        row: Callee::Method(row),
        signature: Rc::new(Signature::parse(row.parameters)),
        receiver: None,
        qualified,
        module,
    };
    allocate(BUILTIN_FUNCTION.class(), function).into_value()
}

/// A builtin function as one static that generated code can name.
pub struct Builtin {
    row: Method,
    value: SingleThread<OnceCell<Value>>,
}

impl Builtin {
    pub const fn new(name: &'static str, parameters: &'static str, function: fn(&mut Arguments) -> Outcome) -> Builtin {
        Builtin { row: Method::new(name, parameters, function), value: SingleThread::new(OnceCell::new()) }
    }

    /// What it makes of a generator expression that is its only argument.
    pub const fn consumer(mut self, consumer: Consumer) -> Builtin {
        self.row.consumer = Some(consumer);
        self
    }

    pub const fn convention(mut self, convention: Convention) -> Builtin {
        self.row.convention = convention;
        self
    }

    pub fn name(&self) -> &'static str {
        self.row.name
    }

    pub fn value(&'static self) -> Value {
        self.value.get_or_init(|| function_value(&self.row, Some(intern_text("builtins")))).clone()
    }
}

/// The object of a method row in its class's dict.
pub(crate) fn method_object(class: ClassRef, row: &'static Method) -> Value {
    let qualified: Rc<str> = format!("{}.{}", class.name(), row.name).into();
    let signature = Rc::new(Signature::parse(row.parameters));
    let name = row.name;
    match row.binding {
        Binding::Static => {
            let row = Callee::Method(row);
            let function = BuiltinFunction { name, row, signature, receiver: None, qualified, module: None };
            let function = allocate(BUILTIN_FUNCTION.class(), function).into_value();
            crate::classes::descriptors::StaticMethod::allocate(function)
        }
        Binding::Instance => {
            allocate(METHOD_DESCRIPTOR.class(), MethodDescriptor { class, row, signature, qualified }).into_value()
        }
        Binding::Class => {
            let descriptor = MethodDescriptor { class, row, signature, qualified };
            allocate(CLASS_METHOD_DESCRIPTOR.class(), descriptor).into_value()
        }
    }
}

impl MethodDescriptor {
    /// Calls it as `receiver.name` is called, the receiver being the first argument.
    pub(crate) fn call_bound(&self, arguments: CallArguments) -> Outcome {
        let receiver = arguments.values.first().cloned().flatten();
        let qualified =
            || receiver.as_ref().map_or_else(|| self.qualified.clone(), |own| bound_name(own, self.row.name));
        run(self.row, &self.signature, Called::Function(&qualified), 1, arguments)
    }

    /// `receiver.name`.
    pub(crate) fn bind(&self, receiver: Value) -> Value {
        let function = BuiltinFunction {
            name: self.row.name,
            row: Callee::Method(self.row),
            signature: self.signature.clone(),
            receiver: Some(receiver),
            qualified: self.qualified.clone(),
            module: None,
        };
        allocate(BUILTIN_FUNCTION.class(), function).into_value()
    }
}

/// How a row is called.
#[derive(Clone, Copy)]
enum Called<'a> {
    /// As a function or a bound method (`cfunction_call`), with its qualified name.
    Function(&'a dyn Fn() -> Rc<str>),
    /// As a method of a class (`method_vectorcall_…`), which always unpacks keywords.
    Descriptor(&'a str),
}

#[inline]
fn run(
    row: &'static Method,
    signature: &Signature,
    called: Called,
    receivers: usize,
    mut arguments: CallArguments,
) -> Outcome {
    if signature.fits(&arguments) {
        return (row.function)(&mut Arguments::new(arguments.values));
    }
    if let Some(mut slots) = signature.few_slots(&mut arguments) {
        return (row.function)(&mut Arguments::new(&mut slots[..signature.count()]));
    }
    let mut slots = bind_row(row, signature, called, receivers, arguments)?;
    (row.function)(&mut Arguments::new(&mut slots))
}

#[inline(never)]
fn bind_row(
    row: &'static Method,
    signature: &Signature,
    called: Called,
    receivers: usize,
    arguments: CallArguments,
) -> Outcome<Vec<Option<Value>>> {
    let qualified = match called {
        Called::Function(_) if row.takes_a_tuple(signature) => {
            return signature.bind(row.name, row.name, receivers, arguments)
        }
        Called::Function(qualified) => qualified(),
        Called::Descriptor(qualified) => qualified.into(),
    };
    check_names(arguments.keywords)?;
    signature.bind(row.name, &qualified, receivers, arguments)
}

/// What a builtin function or class makes of a generator expression that is its only argument.
#[inline]
pub(crate) fn consumer(function: &Value) -> Option<Consumer> {
    if let Some(class) = ClassRef::from_value(function) {
        return class.declaration?.consumer;
    }
    match function.downcast::<BuiltinFunction>()? {
        BuiltinFunction { row: Callee::Method(row), receiver: None, .. } => row.consumer,
        _ => None,
    }
}

/// Whether a method takes all items of its only argument before it does anything else.
#[inline]
pub(crate) fn collects(method: &Value, receiver: &Value) -> bool {
    method.downcast::<MethodDescriptor>().is_some_and(|method| {
        matches!(method.row.consumer, Some(Consumer::Collected)) && receiver.class() == method.class
    })
}

/// The row of a builtin function or method that these arguments, all positional, are the slots of.
#[inline]
pub(crate) fn direct_row(function: &Value, values: &[Option<Value>]) -> Option<&'static Method> {
    if let Some(builtin) = function.downcast::<BuiltinFunction>() {
        return match (builtin.row, &builtin.receiver) {
            (Callee::Method(row), None) if builtin.signature.takes(values.len()) => Some(row),
            _ => None,
        };
    }
    let descriptor = function.downcast::<MethodDescriptor>()?;
    let receiver = values.first()?.as_ref()?;
    let fits = receiver.class() == descriptor.class
        && descriptor.row.binding == Binding::Instance
        && descriptor.signature.takes(values.len());
    fits.then_some(descriptor.row)
}

pub(crate) fn call_builtin(function: &Value, arguments: CallArguments) -> Outcome {
    let Some(builtin) = function.downcast::<BuiltinFunction>() else { unreachable!("the kind says so") };
    let qualified = || builtin.qualified_name();
    let called = Called::Function(&qualified);
    match (builtin.row, &builtin.receiver) {
        (Callee::Method(row), None) => run(row, &builtin.signature, called, 0, arguments),
        (Callee::Method(row), Some(receiver)) => {
            arguments.with_first(receiver.clone(), |all| run(row, &builtin.signature, called, 1, all))
        }
        (Callee::New(class), _) => call_new_function(class, arguments),
    }
}

pub(crate) fn call_descriptor(function: &Value, arguments: CallArguments) -> Outcome {
    let Some(descriptor) = function.downcast::<MethodDescriptor>() else { unreachable!("the kind says so") };
    if descriptor.row.binding == Binding::Class {
        return call_class_descriptor(descriptor, arguments);
    }
    let class = descriptor.class;
    let name = descriptor.row.name;
    check_names(arguments.keywords)?;
    if arguments.positional() == 0 {
        return Err(raise_type_error(format!("unbound method {}() needs an argument", descriptor.qualified)));
    }
    let receiver = &arguments.values[0];
    if !receiver.as_ref().is_some_and(|receiver| receiver.class().is_subclass_of(class)) {
        let given = receiver.as_ref().map(Value::type_name).unwrap_or_default();
        return Err(raise_type_error(format!(
            "descriptor '{name}' for '{}' objects doesn't apply to a '{given}' object",
            class.type_name()
        )));
    }
    run(descriptor.row, &descriptor.signature, Called::Descriptor(&descriptor.qualified), 1, arguments)
}

behind! { CLASSES,
    /// `vars(dict)['fromkeys'](dict, …)` (`classmethoddescr_call`).
    fn call_class_descriptor(descriptor: &MethodDescriptor, arguments: CallArguments) -> Outcome = open_call_class_descriptor
}

fn open_call_class_descriptor(descriptor: &MethodDescriptor, arguments: CallArguments) -> Outcome {
    let (name, owner) = (descriptor.row.name, descriptor.class.type_name());
    let Some(receiver) = arguments.values.first().filter(|_| arguments.positional() > 0).cloned().flatten() else {
        return Err(raise_type_error(format!("descriptor '{name}' of '{owner}' object needs an argument")));
    };
    match ClassRef::from_value(&receiver) {
        Some(class) if class.is_subclass_of(descriptor.class) => descriptor.call_bound(arguments),
        Some(class) => {
            let given = class.type_name();
            Err(raise_type_error(format!("descriptor '{name}' requires a subtype of '{owner}' but received '{given}'")))
        }
        None => {
            let given = receiver.type_name();
            Err(raise_type_error(format!(
                "descriptor '{name}' for type '{owner}' needs a type, not a '{given}' as arg 2"
            )))
        }
    }
}

/// How a builtin class makes instances: its parameters without the class, and the function.
pub struct Constructor {
    pub parameters: &'static str,
    pub function: fn(ClassRef, &mut Arguments) -> Outcome,
    /// Whether the arguments, whatever they are, are left to `__init__`.
    ignores_arguments: bool,
    /// How the message that it takes no keywords names it, where that is not the name of the class.
    keyword_name: Option<&'static str>,
    /// What errors call it; without this, the class's name.
    name: Option<&'static str>,
    signature: SingleThread<OnceCell<Signature>>,
}

impl Constructor {
    pub const fn new(parameters: &'static str, function: fn(ClassRef, &mut Arguments) -> Outcome) -> Constructor {
        Constructor {
            parameters,
            function,
            ignores_arguments: false,
            keyword_name: None,
            name: None,
            signature: SingleThread::new(OnceCell::new()),
        }
    }

    /// One that takes any arguments and looks at none of them: `__init__` does.
    pub const fn blank(function: fn(ClassRef, &mut Arguments) -> Outcome) -> Constructor {
        let mut constructor = Constructor::new("*args, **kwargs", function);
        constructor.ignores_arguments = true;
        constructor
    }

    /// Names it in the message that it takes no keywords.
    pub const fn without_keywords(mut self, name: &'static str) -> Constructor {
        self.keyword_name = Some(name);
        self
    }

    /// Errors about its arguments call it so, and not by the name of the class.
    pub const fn named(mut self, name: &'static str) -> Constructor {
        self.name = Some(name);
        self
    }

    /// Makes an instance for a call of the class, whose arguments `__init__` is given too.
    pub(crate) fn call_before_init(&'static self, class: ClassRef, arguments: &CallArguments) -> Outcome {
        if self.ignores_arguments {
            return (self.function)(class, &mut Arguments::new(&mut []));
        }
        arguments.copied(|copy| self.call(class, copy))
    }

    /// Makes an instance of `class`.
    pub(crate) fn call(&'static self, class: ClassRef, mut arguments: CallArguments) -> Outcome {
        let signature = self.signature.get_or_init(|| Signature::parse_of_class(self.parameters));
        if signature.fits(&arguments) {
            return (self.function)(class, &mut Arguments::new(arguments.values));
        }
        // As CPython: keywords are for an `__init__` that is not the class's own.
        let own_init = matches!(class.slots().init(), Some(crate::classes::slots::Init::Python));
        if !arguments.keywords.is_empty() && own_init && signature.is_positional_only() {
            let count = arguments.positional();
            return self.call(class, CallArguments::new(&mut arguments.values[..count], &[]));
        }
        let call = |slots: &mut [Option<Value>]| (self.function)(class, &mut Arguments::new(slots));
        if let Some(mut slots) = signature.few_slots(&mut arguments) {
            return call(&mut slots[..signature.count()]);
        }
        if let Some(name) = self.keyword_name.filter(|_| !arguments.keywords.is_empty()) {
            return Err(raise_type_error(format!("{name}() takes no keyword arguments")));
        }
        let name = self.name.map_or_else(|| called_name(class, &arguments), str::to_owned);
        let mut slots = signature.bind(&name, &name, 0, arguments)?;
        call(&mut slots)
    }
}

/// How a builtin class fills new instances: its parameters without the instance, and the function.
pub struct Initializer {
    pub parameters: &'static str,
    pub function: fn(&Value, &mut Arguments) -> Outcome<()>,
    signature: SingleThread<OnceCell<Signature>>,
}

impl Initializer {
    pub const fn new(parameters: &'static str, function: fn(&Value, &mut Arguments) -> Outcome<()>) -> Initializer {
        Initializer { parameters, function, signature: SingleThread::new(OnceCell::new()) }
    }

    pub(crate) fn call(&'static self, instance: &Value, mut arguments: CallArguments) -> Outcome<()> {
        let signature = self.signature.get_or_init(|| Signature::parse_of_class(self.parameters));
        if signature.fits(&arguments) {
            return (self.function)(instance, &mut Arguments::new(arguments.values));
        }
        // As CPython: `list` leaves keywords to a `__new__` that is not its own.
        let class = instance.class();
        let own_new = class.kind() == crate::object::Kind::List
            && matches!(class.slots().new(), Some(crate::classes::slots::New::Python));
        if !arguments.keywords.is_empty() && own_new && signature.is_positional_only() {
            let count = arguments.positional();
            return self.call(instance, CallArguments::new(&mut arguments.values[..count], &[]));
        }
        let call = |slots: &mut [Option<Value>]| (self.function)(instance, &mut Arguments::new(slots));
        if let Some(mut slots) = signature.few_slots(&mut arguments) {
            return call(&mut slots[..signature.count()]);
        }
        let name = called_name(instance.class(), &arguments);
        let mut slots = signature.bind(&name, &name, 0, arguments)?;
        call(&mut slots)
    }
}

/// What errors about the arguments of a class call it: sets count those of the class that is called.
fn called_name(class: ClassRef, arguments: &CallArguments) -> String {
    if arguments.keywords.is_empty()
        && matches!(class.kind(), crate::object::Kind::Set | crate::object::Kind::FrozenSet)
    {
        class.name()
    } else {
        builtin_name(class)
    }
}

/// The name of the first builtin class in the order of bases: it is the one whose arguments are wrong.
fn builtin_name(class: ClassRef) -> String {
    class.mro().iter().find(|class| class.is_builtin()).map_or_else(|| class.name(), |class| class.name())
}

/// `__new__` of a builtin class, as its dict shows it.
pub(crate) fn new_function(class: ClassRef, constructor: &'static Constructor) -> Value {
    let function = BuiltinFunction {
        name: "__new__",
        row: Callee::New(class),
        signature: Rc::new(Signature::parse(constructor.parameters)),
        receiver: None,
        qualified: format!("{}.__new__", class.name()).into(),
        module: None,
    };
    allocate(BUILTIN_FUNCTION.class(), function).into_value()
}

behind! { CLASSES, fn call_new_function(owner: ClassRef, arguments: CallArguments) -> Outcome = call_open_new_function }

/// `int.__new__(cls, …)` (CPython's `tp_new_wrapper`).
fn call_open_new_function(owner: ClassRef, mut arguments: CallArguments) -> Outcome {
    let name = owner.type_name();
    if arguments.positional() == 0 {
        return Err(raise_type_error(format!("{name}.__new__(): not enough arguments")));
    }
    let first = arguments.take(0);
    let Some(class) = ClassRef::from_value(&first) else {
        let given = first.type_name();
        return Err(raise_type_error(format!("{name}.__new__(X): X is not a type object ({given})")));
    };
    if !class.is_subclass_of(owner) {
        let given = class.type_name();
        return Err(raise_type_error(format!("{name}.__new__({given}): {given} is not a subtype of {name}")));
    }
    let mut native = class.mro().iter().copied().filter(|class| native_new(*class).is_some());
    let nearest = native.next();
    let builtin = nearest.filter(|own| own.is_builtin()).or_else(|| native.find(|class| class.is_builtin()));
    if let (Some(safe), Some(_)) = (nearest, builtin.filter(|own| *own != owner && own.kind() != owner.kind())) {
        let (given, safe) = (class.type_name(), safe.type_name());
        return Err(raise_type_error(format!("{name}.__new__({given}) is not safe, use {safe}.__new__()")));
    }
    match native_new(owner) {
        Some(constructor) => constructor.call(class, arguments.rest()),
        None => Err(raise_type_error(format!("cannot create '{}' instances", class.full_name()))),
    }
}

fn native_new(class: ClassRef) -> Option<&'static Constructor> {
    match class.slots().new() {
        Some(New::Native(constructor)) => Some(constructor),
        _ => None,
    }
}
