//! Native slots under their Python names: `int.__add__` and `(1).__add__`.

use super::build::wrapper_value;
use super::core_classes::TYPE;
use super::python_slots::{SlotName, NAMES};
use super::slots::{Binary, Comparison, Init, Slots, Ternary, Unary};
use super::ClassRef;
use crate::exceptions::*;
use crate::functions::CallArguments;
use crate::names::{attribute_name, intern_text};
use crate::object::{allocate, Kind, Ref};
use crate::protocol::compare::identity_hash;
use crate::value::{boolean, int, Value, NONE, NOT_IMPLEMENTED};

type SetAttribute = fn(&Value, &Value, Option<Value>) -> Outcome<()>;

/// A native slot and how it is called from Python.
#[derive(Clone, Copy)]
pub(crate) enum Wrapped {
    Unary(Unary),
    Binary(Binary),
    Reflected(Binary),
    Power(Ternary),
    ReflectedPower(Ternary),
    Repeat(fn(&Value, i64) -> Outcome),
    Hash(fn(&Value) -> Outcome<i64>),
    Length(fn(&Value) -> Outcome<i64>),
    Truth(fn(&Value) -> Outcome<bool>),
    Next(fn(&Value) -> Outcome<Option<Value>>),
    Contains(fn(&Value, &Value) -> Outcome<bool>),
    Compare(fn(&Value, &Value, Comparison) -> Outcome, Comparison),
    Set(SetAttribute),
    Delete(SetAttribute),
    Get(fn(&Value, Option<&Value>, Option<&Value>) -> Outcome),
    Call(fn(&Value, CallArguments) -> Outcome),
    Init(Init),
}

/// `int.__add__`.
pub struct WrapperDescriptor {
    pub(crate) class: ClassRef,
    pub(crate) row: &'static SlotName,
    pub(crate) wrapped: Wrapped,
}

/// `(1).__add__`.
pub struct MethodWrapper {
    pub(crate) descriptor: Ref<WrapperDescriptor>,
    pub(crate) receiver: Value,
}

/// Classes that name `PyObject_GenericGetAttr` in their own tables, and may have subclasses: there, their
/// `__getattribute__` comes before that of the next base. All of `itertools` do.
const WITH_GETATTRIBUTE: [&str; 20] = [
    "bytearray",
    "bytes",
    "complex",
    "defaultdict",
    "deque",
    "dict",
    "enumerate",
    "filter",
    "float",
    "frozenset",
    "int",
    "list",
    "map",
    "property",
    "reversed",
    "set",
    "str",
    "super",
    "tuple",
    "zip",
];

/// Puts a wrapper for every slot that the class itself declares into its dict.
#[inline(never)] // A function with a gate holds nothing else.
pub(crate) fn add_wrappers(class: ClassRef, slots: &Slots) {
    if crate::kept::is_open(crate::kept::WRAPPERS) {
        open_add_wrappers(class, slots);
    }
}

fn open_add_wrappers(class: ClassRef, slots: &Slots) {
    let is_iterator = class.declaration.is_some_and(|own| own.module == "itertools");
    let shows_getattribute = is_iterator || WITH_GETATTRIBUTE.contains(&class.name().as_str());
    for row in NAMES {
        let inherited = shows_getattribute && row.name == "__getattribute__";
        let wrapped = if inherited { (row.native)(class.slots().raw()) } else { (row.native)(slots) };
        if let Some(wrapped) = wrapped {
            let name = intern_text(row.name);
            if class.dict.get_name(&name).is_none() {
                class.dict.set_name(&name, wrapper_value(WrapperDescriptor { class, row, wrapped }));
            }
        }
    }
}

/// Puts the class's own `__new__` into its dict.
#[inline(never)] // As above.
pub(crate) fn add_constructor(class: ClassRef, slots: &Slots) {
    if crate::kept::is_open(crate::kept::CLASSES) {
        open_add_constructor(class, slots);
    }
}

fn open_add_constructor(class: ClassRef, slots: &Slots) {
    if let Some(super::slots::New::Native(constructor)) = slots.new {
        class.dict.set_name(name!("__new__").value(), crate::functions::builtin::new_function(class, constructor));
    }
}

impl WrapperDescriptor {
    pub(crate) fn bind(descriptor: Ref<WrapperDescriptor>, receiver: Value) -> Value {
        let class = super::core_classes::METHOD_WRAPPER.class();
        allocate(class, MethodWrapper { descriptor, receiver }).into_value()
    }

    fn count(&self, arguments: &CallArguments, least: usize, most: usize) -> Outcome<()> {
        if !arguments.keywords.is_empty() {
            return Err(raise_type_error(format!("wrapper {}() takes no keyword arguments", self.row.name)));
        }
        let given = arguments.positional();
        if (least..=most).contains(&given) {
            return Ok(());
        }
        let expected = if given < least { least } else { most };
        let bound = if least == most {
            ""
        } else if given < least {
            "at least "
        } else {
            "at most "
        };
        let plural = if expected == 1 { "" } else { "s" };
        Err(raise_type_error(format!("expected {bound}{expected} argument{plural}, got {given}")))
    }

    /// Calls the slot on a receiver of the right class.
    fn call(&self, receiver: &Value, mut arguments: CallArguments) -> Outcome {
        if !matches!(self.wrapped, Wrapped::Call(_) | Wrapped::Init(_)) {
            let (least, most) = match self.wrapped {
                Wrapped::Unary(_) | Wrapped::Hash(_) | Wrapped::Length(_) | Wrapped::Truth(_) | Wrapped::Next(_) => {
                    (0, 0)
                }
                Wrapped::Power(_) | Wrapped::ReflectedPower(_) | Wrapped::Get(_) => (1, 2),
                Wrapped::Set(_) => (2, 2),
                _ => (1, 1),
            };
            self.count(&arguments, least, most)?;
        }
        if ["__getattribute__", "__setattr__", "__delattr__"].contains(&self.row.name) {
            let name = attribute_name(arguments.take(0), self.row.name == "__setattr__")?;
            arguments.put(0, name);
        }
        if let (Wrapped::Set(slot) | Wrapped::Delete(slot), "__setattr__" | "__delattr__") =
            (self.wrapped, self.row.name)
        {
            self.reject_detour(receiver, slot)?;
        }
        let mut take = |index: usize| arguments.take(index);
        match self.wrapped {
            Wrapped::Unary(slot) => slot(receiver),
            Wrapped::Binary(slot) => slot(receiver, &take(0)),
            Wrapped::Reflected(slot) => slot(&take(0), receiver),
            Wrapped::Power(slot) => slot(receiver, &take(0), &arguments.optional(1).unwrap_or_else(NONE)),
            Wrapped::ReflectedPower(slot) => slot(&take(0), receiver, &arguments.optional(1).unwrap_or_else(NONE)),
            Wrapped::Repeat(slot) => slot(receiver, crate::protocol::index_clamped(&take(0))?),
            Wrapped::Hash(slot) => slot(receiver).map(int),
            Wrapped::Length(slot) => slot(receiver).map(int),
            Wrapped::Truth(slot) => slot(receiver).map(boolean),
            Wrapped::Next(_) if receiver.kind() == Kind::Generator => crate::generators::next_or_stop(receiver),
            Wrapped::Next(slot) => match slot(receiver)? {
                Some(item) => Ok(item),
                None => Err(raise_stop_iteration(None)),
            },
            Wrapped::Contains(slot) => slot(receiver, &take(0)).map(boolean),
            Wrapped::Compare(slot, comparison) => slot(receiver, &take(0), comparison),
            Wrapped::Set(slot) => {
                let (key, value) = (take(0), take(1));
                slot(receiver, &key, Some(value)).map(|()| NONE())
            }
            Wrapped::Delete(slot) => slot(receiver, &take(0), None).map(|()| NONE()),
            Wrapped::Get(slot) => {
                let instance = take(0);
                let owner = arguments.optional(1).filter(|owner| !owner.is_none());
                let instance = if instance.is_none() { None } else { Some(instance) };
                if instance.is_none() && owner.is_none() {
                    return Err(raise_type_error("__get__(None, None) is invalid"));
                }
                slot(receiver, instance.as_ref(), owner.as_ref())
            }
            Wrapped::Call(slot) => slot(receiver, arguments),
            Wrapped::Init(Init::Native(initializer)) => initializer.call(receiver, arguments).map(|()| NONE()),
            Wrapped::Init(Init::Python) => Ok(NOT_IMPLEMENTED()),
        }
    }

    /// Classes take their attributes by their own function alone (`hackcheck` of `Objects/typeobject.c`).
    fn reject_detour(&self, receiver: &Value, slot: SetAttribute) -> Outcome<()> {
        let is_own = || TYPE.class().slots().setattribute().is_some_and(|own| own as usize == slot as usize);
        if receiver.kind() != Kind::Class || is_own() {
            return Ok(());
        }
        let class = receiver.class().type_name();
        Err(raise_type_error(format!("can't apply this {} to {class} object", self.row.name)))
    }

    /// Calls with the receiver as the first argument.
    fn call_unbound(&self, mut arguments: CallArguments) -> Outcome {
        let class = self.class.type_name();
        let name = self.row.name;
        if arguments.positional() == 0 {
            return Err(raise_type_error(format!("descriptor '{name}' of '{class}' object needs an argument")));
        }
        let receiver = arguments.take(0);
        if !receiver.class().is_subclass_of(self.class) {
            return Err(raise_type_error(format!(
                "descriptor '{name}' requires a '{class}' object but received a '{}'",
                receiver.type_name()
            )));
        }
        let rest = arguments.rest();
        self.call(&receiver, rest)
    }
}

impl MethodWrapper {
    fn call(&self, arguments: CallArguments) -> Outcome {
        self.descriptor.call(&self.receiver, arguments)
    }
}

behind! {
    WRAPPERS,
    pub(crate) fn call_wrapper(own: &WrapperDescriptor, arguments: CallArguments) -> Outcome = WrapperDescriptor::call_unbound
}
behind! {
    WRAPPERS, pub(crate) fn call_method_wrapper(own: &MethodWrapper, arguments: CallArguments) -> Outcome = MethodWrapper::call
}

pub(crate) const WRAPPER_SLOTS: Slots = Slots {
    call: Some(crate::functions::call::call_with),
    get: Some(|descriptor, instance, _| match (descriptor.clone().into_ref::<WrapperDescriptor>(), instance) {
        (Ok(own), Some(instance)) => Ok(WrapperDescriptor::bind(own, instance.clone())),
        _ => Ok(descriptor.clone()),
    }),
    repr: Some(|own| {
        let own = own.downcast::<WrapperDescriptor>();
        let text = own.map(|own| format!("<slot wrapper '{}' of '{}' objects>", own.row.name, own.class.type_name()));
        Ok(crate::text::value_of(text.unwrap_or_default()))
    }),
    ..Slots::NONE
};

pub(crate) const WRAPPER_GETSETS: &[super::GetSet] = &[
    super::GetSet::new("__name__", |own| {
        Ok(own.downcast::<WrapperDescriptor>().map_or_else(NONE, |own| intern_text(own.row.name)))
    }),
    super::GetSet::new("__qualname__", |own| {
        let own = own.downcast::<WrapperDescriptor>();
        let text = own.map(|own| format!("{}.{}", own.class.name(), own.row.name));
        Ok(crate::text::value_of(text.unwrap_or_default()))
    }),
    super::GetSet::new("__objclass__", |own| {
        Ok(own.downcast::<WrapperDescriptor>().map_or_else(NONE, |own| own.class.value()))
    }),
];

pub(crate) const METHOD_WRAPPER_SLOTS: Slots = Slots {
    call: Some(crate::functions::call::call_with),
    repr: Some(|own| {
        let own = own.downcast::<MethodWrapper>();
        let text = own.map(|own| {
            let address = crate::protocol::convert::address_text(&own.receiver);
            let class = own.receiver.type_name();
            format!("<method-wrapper '{}' of {class} object at {address}>", own.descriptor.row.name)
        });
        Ok(crate::text::value_of(text.unwrap_or_default()))
    }),
    // Those of `Objects/descrobject.c` go by identity.
    compare: Some(|left, right, comparison| {
        let (Some(a), Some(b)) = (left.downcast::<MethodWrapper>(), right.downcast::<MethodWrapper>()) else {
            return Ok(NOT_IMPLEMENTED());
        };
        let equal = a.receiver.is(&b.receiver) && a.descriptor.as_value().is(b.descriptor.as_value());
        match comparison {
            Comparison::Eq => Ok(boolean(equal)),
            Comparison::Ne => Ok(boolean(!equal)),
            _ => Ok(NOT_IMPLEMENTED()),
        }
    }),
    hash: Some(|own| {
        let own = own.downcast::<MethodWrapper>();
        let hash = own.map(|own| identity_hash(&own.receiver) ^ identity_hash(own.descriptor.as_value()));
        Ok(hash.map_or(0, |hash| if hash == -1 { -2 } else { hash }))
    }),
    ..Slots::NONE
};

pub(crate) const METHOD_WRAPPER_GETSETS: &[super::GetSet] = &[
    super::GetSet::new("__objclass__", |own| {
        Ok(own.downcast::<MethodWrapper>().map_or_else(NONE, |own| own.descriptor.class.value()))
    }),
    super::GetSet::new("__qualname__", |own| match own.downcast::<MethodWrapper>() {
        Some(own) => Ok(crate::text::value_of(format!("{}.{}", own.descriptor.class.name(), own.descriptor.row.name))),
        None => Ok(NONE()),
    }),
    super::GetSet::new("__name__", |own| {
        Ok(own.downcast::<MethodWrapper>().map_or_else(NONE, |own| intern_text(own.descriptor.row.name)))
    }),
    super::GetSet::new("__self__", |own| {
        Ok(own.downcast::<MethodWrapper>().map_or_else(NONE, |own| own.receiver.clone()))
    }),
];

pub(crate) const WRAPPER_METHODS: &[super::Method] = &[super::Method::new("__reduce__", "self, /", |arguments| {
    let own = arguments.receiver::<WrapperDescriptor>();
    super::reduce::reduced_attribute(own.class.value(), intern_text(own.row.name))
})];

pub(crate) const METHOD_WRAPPER_METHODS: &[super::Method] =
    &[super::Method::new("__reduce__", "self, /", |arguments| {
        let own = arguments.receiver::<MethodWrapper>();
        super::reduce::reduced_attribute(own.receiver.clone(), intern_text(own.descriptor.row.name))
    })];
