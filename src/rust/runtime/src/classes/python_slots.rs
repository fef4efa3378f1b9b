//! Slots of Python classes: each calls the special method of its name. One table says which names make a slot and
//! under which names a native slot is shown.

use super::slots::{ClassSlots, Comparison, Init, New, Slots};
use super::special::{call_special, call_special_with, find};
use super::wrappers::{Wrapped, WrapperDescriptor};
use super::{Class, ClassRef};
use crate::exceptions::*;
use crate::functions::call::CALLING;
use crate::functions::frame::RecursionGuard;
use crate::functions::CallArguments;
use crate::names::Name;
use crate::object::Kind;
use crate::protocol::attributes::generic_getattribute;
use crate::value::{Value, NONE, NOT_IMPLEMENTED};

/// One slot: the special methods that make it.
pub(crate) struct SlotGroup {
    pub names: &'static [&'static str],
    /// Makes the slot call the Python methods.
    pub install: fn(&mut Slots),
    /// Takes the slot of another class.
    pub copy: fn(&mut Slots, &Slots),
}

/// One name under which a native slot is shown.
pub(crate) struct SlotName {
    pub name: &'static str,
    pub native: fn(&Slots) -> Option<Wrapped>,
}

/// `vectorcall_method` says the name alone.
fn missing(name: &Name) -> Raised {
    raise_attribute_error(crate::text::to_lossy(name.value()))
}

fn required<const N: usize>(value: &Value, name: &Name, arguments: [Value; N]) -> Outcome {
    match call_special(value, name, arguments)? {
        Some(result) => Ok(result),
        None => Err(missing(name)),
    }
}

/// CPython's `SLOT1BINFULL`: the left method, or the right one first where its class is a subclass that overrides it.
fn python_binary(
    left: &Value,
    right: &Value,
    name: &Name,
    reflected: &Name,
    is_python: fn(&ClassSlots) -> bool,
) -> Outcome {
    let left_class = left.class();
    let right_class = right.class();
    let mut other = left_class != right_class && is_python(right_class.slots());
    if is_python(left_class.slots()) {
        if other && right_class.is_subclass_of(left_class) && overrides(left_class, right_class, reflected) {
            if let Some(result) = call_special(right, reflected, [left.clone()])? {
                if !result.is_not_implemented() {
                    return Ok(result);
                }
            }
            other = false;
        }
        if let Some(result) = call_special(left, name, [right.clone()])? {
            if !result.is_not_implemented() || left_class == right_class {
                return Ok(result);
            }
        }
    }
    if other {
        if let Some(result) = call_special(right, reflected, [left.clone()])? {
            return Ok(result);
        }
    }
    Ok(NOT_IMPLEMENTED())
}

fn overrides(left: ClassRef, right: ClassRef, name: &Name) -> bool {
    match (left.lookup(name.value()), right.lookup(name.value())) {
        (Some(a), Some(b)) => !a.is(&b),
        (None, found) => found.is_some(),
        (Some(_), None) => false,
    }
}

mod functions {
    use super::*;

    macro_rules! unary {
        ($($function:ident $name:literal,)*) => {
            $(pub fn $function(value: &Value) -> Outcome { required(value, name!($name), []) })*
        };
    }

    unary! {
        repr "__repr__", str "__str__", neg "__neg__", pos "__pos__", abs "__abs__", invert "__invert__",
        index "__index__", int "__int__", float "__float__", await_ "__await__", aiter "__aiter__",
        anext "__anext__",
    }

    macro_rules! binary {
        ($($function:ident $name:literal $reflected:literal,)*) => {
            $(pub fn $function(left: &Value, right: &Value) -> Outcome {
                python_binary(left, right, name!($name), name!($reflected), |slots| {
                    slots.$function().is_some_and(|own| own as usize == $function as *const () as usize)
                })
            })*
        };
    }

    binary! {
        add "__add__" "__radd__", sub "__sub__" "__rsub__", mul "__mul__" "__rmul__",
        truediv "__truediv__" "__rtruediv__", floordiv "__floordiv__" "__rfloordiv__", mod_ "__mod__" "__rmod__",
        divmod "__divmod__" "__rdivmod__", matmul "__matmul__" "__rmatmul__", lshift "__lshift__" "__rlshift__",
        rshift "__rshift__" "__rrshift__", and_ "__and__" "__rand__", or_ "__or__" "__ror__",
        xor "__xor__" "__rxor__",
    }

    pub fn pow(left: &Value, right: &Value, modulus: &Value) -> Outcome {
        if modulus.is_none() {
            return python_binary(left, right, name!("__pow__"), name!("__rpow__"), |slots| {
                slots.pow().is_some_and(|own| own as usize == pow as *const () as usize)
            });
        }
        // As CPython: with three arguments only the first one's class is asked.
        if left.class().slots().pow().is_some_and(|own| own as usize == pow as *const () as usize) {
            return required(left, name!("__pow__"), [right.clone(), modulus.clone()]);
        }
        Ok(NOT_IMPLEMENTED())
    }

    macro_rules! in_place {
        ($($function:ident $name:literal,)*) => {
            $(pub fn $function(left: &Value, right: &Value) -> Outcome {
                match call_special(left, name!($name), [right.clone()])? {
                    Some(result) => Ok(result),
                    None => Ok(NOT_IMPLEMENTED()),
                }
            })*
        };
    }

    in_place! {
        iadd "__iadd__", isub "__isub__", imul "__imul__", itruediv "__itruediv__", ifloordiv "__ifloordiv__",
        imod "__imod__", ipow "__ipow__", imatmul "__imatmul__", ilshift "__ilshift__", irshift "__irshift__",
        iand "__iand__", ior "__ior__", ixor "__ixor__",
    }

    pub fn iter(value: &Value) -> Outcome {
        match find(value, name!("__iter__").value())? {
            Some((method, _)) if method.is_none() => {
                Err(raise_type_error(format!("'{}' object is not iterable", value.type_name())))
            }
            Some(_) => required(value, name!("__iter__"), []),
            // There is `__getitem__`, or the slot would not be here.
            None => Ok(crate::protocol::iterate::sequence_iterator(value.clone())),
        }
    }

    pub fn next(value: &Value) -> Outcome<Option<Value>> {
        match required(value, name!("__next__"), []) {
            Ok(item) => Ok(Some(item)),
            Err(raised) => raised.end_of_iteration(),
        }
    }

    pub fn hash(value: &Value) -> Outcome<i64> {
        let result = required(value, name!("__hash__"), [])?;
        match result.as_integer() {
            Some(crate::number::integer::Integer::Small(hash)) => Ok(if hash == -1 { -2 } else { hash }),
            Some(large) => Ok(large.hash()),
            None => Err(raise_type_error("__hash__ method should return an integer")),
        }
    }

    pub fn length(value: &Value) -> Outcome<i64> {
        let result = required(value, name!("__len__"), [])?;
        crate::protocol::length_of(&result)
    }

    pub fn truth(value: &Value) -> Outcome<bool> {
        if let Some(result) = call_special(value, name!("__bool__"), [])? {
            return match result.as_bool() {
                Some(truth) => Ok(truth),
                None => Err(raise_type_error(format!("__bool__ should return bool, returned {}", result.type_name()))),
            };
        }
        Ok(length(value)? != 0)
    }

    pub fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
        static METHOD_NAMES: [&Name; 6] =
            [name!("__lt__"), name!("__le__"), name!("__eq__"), name!("__ne__"), name!("__gt__"), name!("__ge__")];
        let result = call_special(left, METHOD_NAMES[comparison as usize], [right.clone()])?;
        Ok(result.unwrap_or_else(NOT_IMPLEMENTED))
    }

    pub fn getattribute(value: &Value, name: &Value) -> Outcome {
        // Where only `__getattr__` is Python's, the builtin lookup comes first.
        let own = value.class().lookup(name!("__getattribute__").value());
        let native = own.as_ref().is_none_or(|own| own.kind() == Kind::WrapperDescriptor);
        let first = if native {
            match own.as_ref().and_then(|own| own.downcast::<WrapperDescriptor>()) {
                Some(wrapper) => match wrapper.class.slots().getattribute() {
                    Some(getattribute) => getattribute(value, name),
                    None => generic_getattribute(value, name),
                },
                None => generic_getattribute(value, name),
            }
        } else {
            required(value, name!("__getattribute__"), [name.clone()])
        };
        match first {
            Err(raised) if raised.is_instance_of(&ATTRIBUTE_ERROR) => {
                if value.class().lookup(name!("__getattr__").value()).is_none() {
                    return Err(raised);
                }
                raised.forget();
                required(value, name!("__getattr__"), [name.clone()])
            }
            result => result,
        }
    }

    pub fn setattribute(value: &Value, name: &Value, new: Option<Value>) -> Outcome<()> {
        match new {
            Some(new) => required(value, name!("__setattr__"), [name.clone(), new])?,
            None => required(value, name!("__delattr__"), [name.clone()])?,
        };
        Ok(())
    }

    pub fn get(descriptor: &Value, instance: Option<&Value>, class: Option<&Value>) -> Outcome {
        let instance = instance.cloned().unwrap_or_else(NONE);
        let class = class.cloned().unwrap_or_else(NONE);
        required(descriptor, name!("__get__"), [instance, class])
    }

    pub fn set(descriptor: &Value, instance: &Value, new: Option<Value>) -> Outcome<()> {
        match new {
            Some(new) => required(descriptor, name!("__set__"), [instance.clone(), new])?,
            None => required(descriptor, name!("__delete__"), [instance.clone()])?,
        };
        Ok(())
    }

    pub fn call(value: &Value, arguments: CallArguments) -> Outcome {
        let _guard = RecursionGuard::enter(CALLING)?;
        match call_special_with(value, name!("__call__"), arguments)? {
            Some(result) => Ok(result),
            None => Err(missing(name!("__call__"))),
        }
    }

    pub fn getitem(value: &Value, key: &Value) -> Outcome {
        required(value, name!("__getitem__"), [key.clone()])
    }

    pub fn setitem(value: &Value, key: &Value, new: Option<Value>) -> Outcome<()> {
        match new {
            Some(new) => required(value, name!("__setitem__"), [key.clone(), new])?,
            None => required(value, name!("__delitem__"), [key.clone()])?,
        };
        Ok(())
    }

    pub fn contains(value: &Value, item: &Value) -> Outcome<bool> {
        let found = value.class().lookup(name!("__contains__").value());
        match found {
            Some(found) if found.is_none() => {
                Err(raise_type_error(format!("'{}' object is not a container", value.type_name())))
            }
            Some(_) => crate::protocol::truth(required(value, name!("__contains__"), [item.clone()])?),
            None => crate::protocol::iterate::contains_by_iteration(value, item),
        }
    }

    pub fn del(value: &Value) {
        let saved = crate::exceptions::state::suspend_pending();
        let method = value.class().lookup(name!("__del__").value());
        if let Err(raised) = call_special(value, name!("__del__"), []) {
            crate::exceptions::display::report_unraisable(raised, method.as_ref().unwrap_or(value));
        }
        crate::exceptions::state::restore_pending(saved);
    }
}

macro_rules! groups {
    ($($slot:ident [$($name:literal),*] = $value:expr;)*) => {
        /// Every slot with its special methods.
        pub(crate) static GROUPS: &[SlotGroup] = &[
            $(SlotGroup {
                names: &[$($name),*],
                install: |slots| {
                    if super::slots::open::$slot() {
                        slots.$slot = Some($value);
                    }
                },
                copy: |slots, other| slots.$slot = other.$slot,
            },)*
        ];
    };
}

groups! {
    new ["__new__"] = New::Python;
    init ["__init__"] = Init::Python;
    del ["__del__"] = functions::del;
    call ["__call__"] = functions::call;
    repr ["__repr__"] = functions::repr;
    str ["__str__"] = functions::str;
    hash ["__hash__"] = functions::hash;
    compare ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"] = functions::compare;
    truth ["__bool__"] = functions::truth;
    getattribute ["__getattribute__", "__getattr__"] = functions::getattribute;
    setattribute ["__setattr__", "__delattr__"] = functions::setattribute;
    get ["__get__"] = functions::get;
    set ["__set__", "__delete__"] = functions::set;
    iter ["__iter__"] = functions::iter;
    next ["__next__"] = functions::next;
    length ["__len__"] = functions::length;
    getitem ["__getitem__"] = functions::getitem;
    setitem ["__setitem__", "__delitem__"] = functions::setitem;
    contains ["__contains__"] = functions::contains;
    add ["__add__", "__radd__"] = functions::add;
    sub ["__sub__", "__rsub__"] = functions::sub;
    mul ["__mul__", "__rmul__"] = functions::mul;
    truediv ["__truediv__", "__rtruediv__"] = functions::truediv;
    floordiv ["__floordiv__", "__rfloordiv__"] = functions::floordiv;
    mod_ ["__mod__", "__rmod__"] = functions::mod_;
    divmod ["__divmod__", "__rdivmod__"] = functions::divmod;
    pow ["__pow__", "__rpow__"] = functions::pow;
    matmul ["__matmul__", "__rmatmul__"] = functions::matmul;
    lshift ["__lshift__", "__rlshift__"] = functions::lshift;
    rshift ["__rshift__", "__rrshift__"] = functions::rshift;
    and_ ["__and__", "__rand__"] = functions::and_;
    or_ ["__or__", "__ror__"] = functions::or_;
    xor ["__xor__", "__rxor__"] = functions::xor;
    iadd ["__iadd__"] = functions::iadd;
    isub ["__isub__"] = functions::isub;
    imul ["__imul__"] = functions::imul;
    itruediv ["__itruediv__"] = functions::itruediv;
    ifloordiv ["__ifloordiv__"] = functions::ifloordiv;
    imod ["__imod__"] = functions::imod;
    ipow ["__ipow__"] = functions::ipow;
    imatmul ["__imatmul__"] = functions::imatmul;
    ilshift ["__ilshift__"] = functions::ilshift;
    irshift ["__irshift__"] = functions::irshift;
    iand ["__iand__"] = functions::iand;
    ior ["__ior__"] = functions::ior;
    ixor ["__ixor__"] = functions::ixor;
    neg ["__neg__"] = functions::neg;
    pos ["__pos__"] = functions::pos;
    abs ["__abs__"] = functions::abs;
    invert ["__invert__"] = functions::invert;
    index ["__index__"] = functions::index;
    int ["__int__"] = functions::int;
    float ["__float__"] = functions::float;
    await_ ["__await__"] = functions::await_;
    aiter ["__aiter__"] = functions::aiter;
    anext ["__anext__"] = functions::anext;
}

type ClearSlot = fn(&mut Slots);

/// Groups whose native slot is shown as a plain method, so that a Python `__add__` of the name replaces both.
const SEQUENCE_SLOTS: [(&str, ClearSlot); 4] = [
    ("__add__", |slots| slots.concat = None),
    ("__mul__", |slots| slots.repeat = None),
    ("__iadd__", |slots| slots.iconcat = None),
    ("__imul__", |slots| slots.irepeat = None),
];

/// The slots of a class from its attributes and those of its bases.
pub(crate) fn compute_slots(class: &Class, of: ClassRef) -> Slots {
    crate::kept::needs(crate::kept::WRAPPERS);
    let mut slots = Slots::NONE;
    if let Some(base) = class.base.get() {
        let base = base.slots().raw();
        (slots.concat, slots.repeat, slots.iconcat, slots.irepeat) =
            (base.concat, base.repeat, base.iconcat, base.irepeat);
    }
    for group in GROUPS {
        let mut native: Option<ClassRef> = None;
        let (mut python, mut keeps) = (false, false);
        for name in group.names {
            let Some(found) = of.lookup_text(name) else { continue };
            match found.downcast::<WrapperDescriptor>() {
                Some(wrapper) if wrapper.row.name == *name => native = native.or(Some(wrapper.class)),
                _ if found.is_none() && *name == "__hash__" => {}
                _ => {
                    if is_native_constructor(group, &found) {
                        keeps = true;
                        continue;
                    }
                    python = true;
                    if let Some((_, clear)) = SEQUENCE_SLOTS.iter().find(|(sequence, _)| sequence == name) {
                        clear(&mut slots);
                    }
                }
            }
        }
        match native {
            _ if python => (group.install)(&mut slots),
            Some(owner) => (group.copy)(&mut slots, owner.slots().raw()),
            None if keeps => (group.copy)(&mut slots, class.slots().raw()),
            None => {}
        }
    }
    if slots.iter.is_none() && slots.getitem.is_some() && of.lookup_text("__iter__").is_some() {
        slots.iter = Some(functions::iter);
    }
    slots
}

/// `__new__` of a builtin class leaves the slot as it is, or as the base has it (`update_one_slot` of
/// `Objects/typeobject.c`): a class whose own `__new__` was deleted goes on calling by name.
fn is_native_constructor(group: &SlotGroup, found: &Value) -> bool {
    let function = found.downcast::<crate::functions::builtin::BuiltinFunction>();
    group.names[0] == "__new__" && function.is_some_and(|function| function.constructed_class().is_some())
}

macro_rules! names {
    ($($name:literal $slot:ident $wrapped:expr;)*) => {
        /// Every name under which a native slot is shown.
        pub(crate) static NAMES: &[SlotName] = &[
            $(SlotName { name: $name, native: |slots| slots.$slot.map($wrapped) },)*
        ];
    };
}

names! {
    "__init__" init Wrapped::Init;
    "__call__" call Wrapped::Call;
    "__repr__" repr Wrapped::Unary;
    "__str__" str Wrapped::Unary;
    "__hash__" hash Wrapped::Hash;
    "__lt__" compare |compare| Wrapped::Compare(compare, Comparison::Lt);
    "__le__" compare |compare| Wrapped::Compare(compare, Comparison::Le);
    "__eq__" compare |compare| Wrapped::Compare(compare, Comparison::Eq);
    "__ne__" compare |compare| Wrapped::Compare(compare, Comparison::Ne);
    "__gt__" compare |compare| Wrapped::Compare(compare, Comparison::Gt);
    "__ge__" compare |compare| Wrapped::Compare(compare, Comparison::Ge);
    "__bool__" truth Wrapped::Truth;
    "__getattribute__" getattribute Wrapped::Binary;
    "__setattr__" setattribute Wrapped::Set;
    "__delattr__" setattribute Wrapped::Delete;
    "__get__" get Wrapped::Get;
    "__set__" set Wrapped::Set;
    "__delete__" set Wrapped::Delete;
    "__iter__" iter Wrapped::Unary;
    "__next__" next Wrapped::Next;
    "__len__" length Wrapped::Length;
    "__getitem__" getitem Wrapped::Binary;
    "__setitem__" setitem Wrapped::Set;
    "__delitem__" setitem Wrapped::Delete;
    "__contains__" contains Wrapped::Contains;
    "__add__" concat Wrapped::Binary;
    "__mul__" repeat Wrapped::Repeat;
    "__rmul__" repeat Wrapped::Repeat;
    "__iadd__" iconcat Wrapped::Binary;
    "__imul__" irepeat Wrapped::Repeat;
    "__add__" add Wrapped::Binary;
    "__radd__" add Wrapped::Reflected;
    "__sub__" sub Wrapped::Binary;
    "__rsub__" sub Wrapped::Reflected;
    "__mul__" mul Wrapped::Binary;
    "__rmul__" mul Wrapped::Reflected;
    "__truediv__" truediv Wrapped::Binary;
    "__rtruediv__" truediv Wrapped::Reflected;
    "__floordiv__" floordiv Wrapped::Binary;
    "__rfloordiv__" floordiv Wrapped::Reflected;
    "__mod__" mod_ Wrapped::Binary;
    "__rmod__" mod_ Wrapped::Reflected;
    "__divmod__" divmod Wrapped::Binary;
    "__rdivmod__" divmod Wrapped::Reflected;
    "__pow__" pow Wrapped::Power;
    "__rpow__" pow Wrapped::ReflectedPower;
    "__matmul__" matmul Wrapped::Binary;
    "__rmatmul__" matmul Wrapped::Reflected;
    "__lshift__" lshift Wrapped::Binary;
    "__rlshift__" lshift Wrapped::Reflected;
    "__rshift__" rshift Wrapped::Binary;
    "__rrshift__" rshift Wrapped::Reflected;
    "__and__" and_ Wrapped::Binary;
    "__rand__" and_ Wrapped::Reflected;
    "__or__" or_ Wrapped::Binary;
    "__ror__" or_ Wrapped::Reflected;
    "__xor__" xor Wrapped::Binary;
    "__rxor__" xor Wrapped::Reflected;
    "__iadd__" iadd Wrapped::Binary;
    "__isub__" isub Wrapped::Binary;
    "__imul__" imul Wrapped::Binary;
    "__iand__" iand Wrapped::Binary;
    "__ior__" ior Wrapped::Binary;
    "__ixor__" ixor Wrapped::Binary;
    "__neg__" neg Wrapped::Unary;
    "__pos__" pos Wrapped::Unary;
    "__abs__" abs Wrapped::Unary;
    "__invert__" invert Wrapped::Unary;
    "__index__" index Wrapped::Unary;
    "__int__" int Wrapped::Unary;
    "__float__" float Wrapped::Unary;
    "__await__" await_ Wrapped::Unary;
    "__aiter__" aiter Wrapped::Unary;
    "__anext__" anext Wrapped::Unary;
}

/// Calls `__init__` of a Python class by name.
pub(crate) fn call_init(instance: &Value, arguments: CallArguments) -> Outcome<()> {
    let result = call_special_with(instance, name!("__init__"), arguments)?;
    match result {
        Some(result) if !result.is_none() => {
            Err(raise_type_error(format!("__init__() should return None, not '{}'", result.type_name())))
        }
        _ => Ok(()),
    }
}

/// Calls `__new__` of a Python class by name.
pub(crate) fn call_new(class: ClassRef, arguments: CallArguments) -> Outcome {
    let Some(found) = class.lookup(name!("__new__").value()) else {
        return Err(raise_type_error(format!("cannot create '{}' instances", class.full_name())));
    };
    let function = crate::protocol::attributes::bind_to_class(found, class)?;
    arguments.with_first(class.value(), |all| crate::functions::call_with(&function, all))
}
