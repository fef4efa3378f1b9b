//! Stand-ins for objects that live in the host: every operation goes over the channel.

use super::handles::Handle;
use super::messages::{decode_response, encode_request, is_busy, Request, Response};
use super::{channel, refused, Failure, Wire};
use crate::classes::core_classes::TYPE;
use crate::classes::slots::{ClassSlots, Slots};
use crate::classes::{BuiltinClass, ClassRef, Comparison, Method};
use crate::collections::dict_from;
use crate::exceptions::{Exception, Outcome, Raised, STOP_ITERATION};
use crate::functions::builtin::{method_object, Arguments};
use crate::functions::{check_names, CallArguments};
use crate::heap::single_thread::SingleThread;
use crate::heap::weak::Weak;
use crate::names::intern_text;
use crate::object::{allocate_native, Kind};
use crate::program::refuse;
use crate::text::str_value;
use crate::value::{int, Value, NOT_IMPLEMENTED};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The payload of stand-ins.
struct Remote {
    handle: Handle,
}

impl Drop for Remote {
    fn drop(&mut self) {
        RELEASED.borrow_mut().push(self.handle.number);
    }
}

/// The live stand-ins by their numbers, and the classes of stand-ins.
#[derive(Default)]
struct Known {
    objects: HashMap<u64, Rc<Weak>>,
    classes: Vec<(Handle, ClassRef)>,
}

static KNOWN: SingleThread<RefCell<Option<Known>>> = SingleThread::new(RefCell::new(None));
/// Numbers of stand-ins that are gone and of which the host was not told yet.
static RELEASED: SingleThread<RefCell<Vec<u64>>> = SingleThread::new(RefCell::new(Vec::new()));

/// Builtin classes whose payload the runtime reads itself: an instance of a host's subclass would be taken for
/// something that it is not.
const DATA: [&str; 13] = [
    "int",
    "float",
    "complex",
    "str",
    "bytes",
    "bytearray",
    "memoryview",
    "list",
    "tuple",
    "dict",
    "set",
    "frozenset",
    "slice",
];

/// The handle behind a stand-in.
pub fn handle_of(value: &Value) -> Option<Handle> {
    value.native::<Remote>().map(|own| own.handle.clone())
}

/// The stand-in of a handle, always the same while it lives. Errors: refused for instances of subclasses of data.
pub fn value_of(handle: Handle) -> Wire<Value> {
    let number = handle.number;
    let known = KNOWN.borrow().as_ref().and_then(|known| known.objects.get(&number).and_then(|weak| weak.get()));
    if let Some(known) = known {
        return Ok(known);
    }
    RELEASED.borrow_mut().retain(|released| *released != number);
    let data =
        handle.ancestry.iter().find(|name| name.strip_prefix("builtins:").is_some_and(|name| DATA.contains(&name)));
    if let Some(data) = data {
        return refused(format!("an instance of the host's class {}, which derives from {data}", handle.class_name));
    }
    let class = class_for(&handle)?;
    crate::protocol::instances::CLASS_CHECK.set(Some(class_check));
    let value = allocate_native(class, Remote { handle });
    if let Some(weak) = Weak::new(&value) {
        let mut known = KNOWN.borrow_mut();
        let objects = &mut known.get_or_insert_with(Known::default).objects;
        objects.retain(|_, weak| weak.get().is_some());
        objects.insert(number, weak);
    }
    Ok(value)
}

/// The class of stand-ins for instances of a host's class.
fn class_for(handle: &Handle) -> Wire<ClassRef> {
    let same = |known: &Handle| {
        known.class_name == handle.class_name
            && known.ancestry == handle.ancestry
            && known.capabilities == handle.capabilities
    };
    let found = KNOWN
        .borrow()
        .as_ref()
        .and_then(|known| known.classes.iter().find(|(known, _)| same(known)).map(|(_, class)| *class));
    if let Some(class) = found {
        return Ok(class);
    }
    let (module, qualified) = handle.class_name.split_once(':').unwrap_or(("builtins", handle.class_name.as_str()));
    let short = qualified.rsplit('.').next().unwrap_or(qualified);
    let mut names =
        vec![(intern_text("__module__"), str_value(module)), (intern_text("__qualname__"), str_value(qualified))];
    let methods = METHODS.iter().filter(|method| handle.capabilities.iter().any(|name| name == method.name));
    names.extend(methods.map(|method| (intern_text(method.name), method_object(REMOTE.class(), method))));
    let namespace = dict_from(names)?;
    let made =
        crate::classes::create::type_new(TYPE.class(), str_value(short), vec![REMOTE.value()], namespace, Vec::new())?;
    let Some(class) = ClassRef::from_value(&made) else { return refused("a class for stand-ins") };
    class.slots.set(ClassSlots::keep(slots_for(&handle.capabilities)));
    KNOWN.borrow_mut().get_or_insert_with(Known::default).classes.push((handle.clone(), class));
    Ok(class)
}

static METHODS: [Method; 2] = [
    Method::new("__enter__", "self, /", |arguments| forward_method("__enter__", arguments, 0)),
    Method::new("__exit__", "self, type, value, traceback, /", |arguments| forward_method("__exit__", arguments, 3)),
];

fn forward_method(name: &str, arguments: &mut Arguments, count: usize) -> Outcome {
    let mut all = vec![arguments.take(0), str_value(name)];
    all.extend((1..=count).map(|index| arguments.take(index)));
    operate("callmethod", all)
}

/// Calls the host. Raises what it raises; ends the program where it refuses.
pub fn operate(operation: &str, arguments: Vec<Value>) -> Outcome {
    operate_with(operation, arguments, Vec::new())
}

fn operate_with(operation: &str, arguments: Vec<Value>, keywords: Vec<(Value, Value)>) -> Outcome {
    if is_busy() || !super::library::is_called() {
        refuse(format_args!("calling the host ({operation}) while a message is made"));
    }
    crate::program::flush();
    let released = std::mem::take(&mut *RELEASED.borrow_mut());
    if !released.is_empty() {
        let numbers = released.into_iter().map(|number| int(number as i64)).collect();
        drop(answered(ask(&Request { operation: "release".to_owned(), arguments: numbers, keywords: Vec::new() }))?);
    }
    answered(ask(&Request { operation: operation.to_owned(), arguments, keywords }))
}

fn ask(request: &Request) -> Wire<Response> {
    let bytes = encode_request(request)?;
    match channel::exchange(&bytes) {
        Ok(response) => decode_response(&response),
        Err(error) => refused(format!("a call of the host, which has no channel: {error}")),
    }
}

fn answered(response: Wire<Response>) -> Outcome {
    match response {
        Ok(Response::Returned(value)) => Ok(value),
        Ok(Response::Raised(exception)) => Err(Raised::new(exception)),
        Ok(Response::Refused(code, message)) => refuse(format_args!("the host refused: {code}: {message}")),
        Err(Failure::Raised(raised)) => Err(raised),
        Err(Failure::Malformed(message)) => refuse(format_args!("a malformed answer of the host: {message}")),
        Err(Failure::Refused(message)) => refuse(message),
    }
}

/// The base of all stand-ins.
pub static REMOTE: BuiltinClass = BuiltinClass::new("HostObject", Kind::Native).slots(slots!(ALWAYS)).no_constructor();

fn host_call(own: &Value, mut arguments: CallArguments) -> Outcome {
    check_names(arguments.keywords)?;
    let positional = arguments.positional();
    let mut all = vec![own.clone()];
    all.extend((0..positional).map(|index| arguments.take(index)));
    let names = arguments.keywords.to_vec();
    let keywords = names.into_iter().enumerate().map(|(index, name)| (name, arguments.take(positional + index)));
    let keywords = keywords.collect();
    operate_with("call", all, keywords)
}

fn truth_of_answer(operation: &str, arguments: Vec<Value>) -> Outcome<bool> {
    crate::protocol::truth(operate(operation, arguments)?)
}

fn size_of_answer(operation: &str, own: &Value) -> Outcome<i64> {
    let answer = operate(operation, vec![own.clone()])?;
    crate::protocol::index_i64(&answer)
}

/// Both operands at the host; an instance of this side would be asked by the host again, without end.
fn both(operation: &str, left: &Value, right: &Value) -> Outcome {
    if left.kind() == Kind::Instance || right.kind() == Kind::Instance {
        refuse(format_args!("the operator {operation} between an instance and an object of the host"));
    }
    operate(operation, vec![left.clone(), right.clone()])
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    let operation = comparison.method().trim_matches('_');
    let able = handle_of(left).is_some_and(|handle| handle.capabilities.iter().any(|name| name == "__eq__"));
    if matches!(comparison, Comparison::Eq | Comparison::Ne) && (!able || right.kind() == Kind::Instance) {
        return Ok(NOT_IMPLEMENTED());
    }
    both(operation, left, right)
}

fn next(own: &Value) -> Outcome<Option<Value>> {
    match operate("next", vec![own.clone()]) {
        Ok(item) => Ok(Some(item)),
        Err(raised) if raised.is_instance_of(&STOP_ITERATION) => {
            let exception = raised.take();
            match exception.downcast::<Exception>().is_some_and(|own| !own.field(0).is_none()) {
                true => Err(Raised::again(exception)),
                false => Ok(None),
            }
        }
        Err(raised) => Err(raised),
    }
}

macro_rules! binary {
    ($operation:literal) => {
        Some(|left, right| both($operation, left, right))
    };
}

macro_rules! unary {
    ($operation:literal) => {
        Some(|own| operate($operation, vec![own.clone()]))
    };
}

/// What every stand-in can be asked: the host raises the TypeError where its object cannot.
const ALWAYS: Slots = Slots {
    repr: unary!("repr"),
    str: unary!("str"),
    compare: Some(compare),
    getattribute: Some(|own, name| operate("getattr", vec![own.clone(), name.clone()])),
    setattribute: Some(|own, name, value| {
        let all = [Some(own.clone()), Some(name.clone()), value].into_iter().flatten().collect::<Vec<_>>();
        operate(if all.len() == 3 { "setattr" } else { "delattr" }, all).map(drop)
    }),
    add: binary!("add"),
    sub: binary!("sub"),
    mul: binary!("mul"),
    truediv: binary!("truediv"),
    floordiv: binary!("floordiv"),
    mod_: binary!("mod"),
    divmod: binary!("divmod"),
    matmul: binary!("matmul"),
    lshift: binary!("lshift"),
    rshift: binary!("rshift"),
    and_: binary!("and"),
    or_: binary!("or"),
    xor: binary!("xor"),
    pow: Some(|left, right, modulus| match modulus.is_none() {
        true => both("pow", left, right),
        false => refuse("pow() of an object of the host with a modulus"),
    }),
    neg: unary!("neg"),
    pos: unary!("pos"),
    abs: unary!("abs"),
    invert: unary!("invert"),
    ..Slots::NONE
};

/// The slots for what the handle says that the object can do.
fn slots_for(capabilities: &[String]) -> Slots {
    let able = |name: &str| capabilities.iter().any(|known| known == name);
    let mut slots = ALWAYS;
    slots.inherit(crate::classes::core_classes::OBJECT.class().slots().raw());
    slots.hash = able("__hash__").then_some(|own| size_of_answer("hash", own));
    slots.new = None;
    slots.init = None;
    slots.call = able("__call__").then_some(host_call);
    slots.truth = able("__bool__").then_some(|own| truth_of_answer("bool", vec![own.clone()]));
    slots.length = able("__len__").then_some(|own| size_of_answer("len", own));
    slots.iter = able("__iter__").then_some(|own| operate("iter", vec![own.clone()]));
    slots.next = able("__next__").then_some(next);
    slots.getitem = able("__getitem__").then_some(|own, key| operate("getitem", vec![own.clone(), key.clone()]));
    slots.contains =
        able("__contains__").then_some(|own, item| truth_of_answer("contains", vec![own.clone(), item.clone()]));
    if able("__setitem__") || able("__delitem__") {
        slots.setitem = Some(|own, key, value| {
            let all = [Some(own.clone()), Some(key.clone()), value].into_iter().flatten().collect::<Vec<_>>();
            operate(if all.len() == 3 { "setitem" } else { "delitem" }, all).map(drop)
        });
    }
    slots.index = able("__index__").then_some(|own| operate("index", vec![own.clone()]));
    slots.int = able("__int__").then_some(|own| operate("int", vec![own.clone()]));
    slots.float = able("__float__").then_some(|own| operate("float", vec![own.clone()]));
    slots
}

/// `isinstance` and `issubclass` where the first is an object of the host; `None` otherwise.
fn class_check(operation: &str, value: &Value, class: &Value) -> Outcome<Option<bool>> {
    if value.native::<Remote>().is_none() {
        return Ok(None);
    }
    truth_of_answer(operation, vec![value.clone(), class.clone()]).map(Some)
}
