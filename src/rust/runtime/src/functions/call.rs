//! Calls: positional ones without allocation, general ones in evaluation order.

use super::builtin::{call_builtin, call_descriptor, direct_row, Arguments, MethodDescriptor};
use super::frame;
use super::function::Function;
use super::method::BoundMethod;
use super::together::Together;
use crate::classes::wrappers::{call_method_wrapper, call_wrapper, MethodWrapper, WrapperDescriptor};
use crate::classes::{type_class, ClassRef};
use crate::exceptions::*;
use crate::names::{intern, Keywords, Name};
use crate::object::Kind;
use crate::protocol::attributes::{find_method, getattr_optional, Found};
use crate::protocol::compare::test_ne;
use crate::text::str::Str;
use crate::value::Value;

/// As many slots as this are made on the stack.
pub(crate) const FEW: usize = 8;

/// The arguments of a call: positional values, then those of the keywords.
pub struct CallArguments<'a> {
    pub values: &'a mut [Option<Value>],
    /// Names of the last values; strs, unless the call has `**mapping`.
    pub keywords: &'a [Value],
}

impl<'a> CallArguments<'a> {
    #[inline]
    pub fn new(values: &'a mut [Option<Value>], keywords: &'a [Value]) -> CallArguments<'a> {
        CallArguments { values, keywords }
    }

    /// How many are positional.
    #[inline]
    pub fn positional(&self) -> usize {
        self.values.len() - self.keywords.len()
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Moves a value out.
    pub fn take(&mut self, index: usize) -> Value {
        match self.optional(index) {
            Some(value) => value,
            None => unreachable!("the argument was counted before"),
        }
    }

    /// Puts a value back, or another one.
    pub(crate) fn put(&mut self, index: usize, value: Value) {
        self.values[index] = Some(value);
    }

    /// Moves a value out where there is one.
    pub fn optional(&mut self, index: usize) -> Option<Value> {
        self.values.get_mut(index).and_then(Option::take)
    }

    /// Without the first positional argument.
    pub fn rest(self) -> CallArguments<'a> {
        CallArguments { values: &mut self.values[1..], keywords: self.keywords }
    }

    /// The same arguments again, for a second callee; the values are shared, not moved.
    pub(crate) fn copied<T>(&self, use_copy: impl FnOnce(CallArguments) -> T) -> T {
        let mut values = self.values.to_vec();
        use_copy(CallArguments { values: &mut values, keywords: self.keywords })
    }

    /// The same arguments with one more in front.
    #[inline]
    pub fn with_first<T>(self, first: Value, use_all: impl FnOnce(CallArguments) -> T) -> T {
        let keywords = self.keywords;
        let first = Some(first);
        match self.values {
            [] => return use_all(CallArguments { values: &mut [first], keywords }),
            [a] => return use_all(CallArguments { values: &mut [first, a.take()], keywords }),
            [a, b] => return use_all(CallArguments { values: &mut [first, a.take(), b.take()], keywords }),
            _ => {}
        }
        let mut all: Vec<Option<Value>> = Vec::with_capacity(self.values.len() + 1);
        all.push(first);
        all.extend(self.values.iter_mut().map(Option::take));
        use_all(CallArguments { values: &mut all, keywords })
    }
}

/// `f(a, b, …)`.
#[inline]
pub fn call<const N: usize>(function: Value, arguments: [Value; N]) -> Outcome {
    if let Some(python) = function.downcast::<Function>() {
        if python.code.runs_with(N) {
            return frame::run_exactly(python.code, &python.closure, arguments);
        }
    }
    call_values(&function, &mut arguments.map(Some))
}

/// Calls with positional arguments, which are moved out.
pub fn call_values(function: &Value, values: &mut [Option<Value>]) -> Outcome {
    match function.downcast::<Function>() {
        Some(python) => python.call_positional(values),
        None => call_native(function, values),
    }
}

/// The same for what is no Python function.
#[inline(never)]
fn call_native(function: &Value, values: &mut [Option<Value>]) -> Outcome {
    if let Some(row) = direct_row(function, values) {
        return (row.function)(&mut Arguments::new(values));
    }
    if let (Some(class), [value]) = (ClassRef::from_value(function), &mut *values) {
        if let Some(conversion) = class.declaration.and_then(|declaration| declaration.conversion) {
            return match value.take() {
                Some(value) => conversion(value),
                None => unreachable!("the argument was counted before"),
            };
        }
    }
    call_with(function, CallArguments { values, keywords: &[] })
}

/// `f(a, …, name=b, …)`: the values of the keywords come last.
#[inline]
pub fn call_keywords<const N: usize, const K: usize>(
    function: Value,
    arguments: [Value; N],
    names: &Keywords<K>,
) -> Outcome {
    let mut values = arguments.map(Some);
    call_with(&function, CallArguments::new(&mut values, names.values()))
}

/// Calls with any arguments.
pub fn call_with(function: &Value, arguments: CallArguments) -> Outcome {
    match function.kind() {
        Kind::Function => match function.downcast::<Function>() {
            Some(python) if arguments.keywords.is_empty() => python.call_positional(arguments.values),
            Some(python) => python.call_binding(arguments),
            None => unreachable!("the kind says so"),
        },
        Kind::BuiltinFunction => call_builtin(function, arguments),
        Kind::MethodDescriptor => call_descriptor(function, arguments),
        Kind::BoundMethod => match function.downcast::<BoundMethod>() {
            Some(method) => {
                let callee = method.function.clone();
                if callee.kind() != Kind::Function {
                    check_names(arguments.keywords)?;
                }
                arguments.with_first(method.receiver.clone(), |all| call_with(&callee, all))
            }
            None => unreachable!("the kind says so"),
        },
        Kind::WrapperDescriptor => match function.downcast::<WrapperDescriptor>() {
            Some(wrapper) => call_wrapper(wrapper, arguments),
            None => unreachable!("the kind says so"),
        },
        Kind::MethodWrapper => match function.downcast::<MethodWrapper>() {
            Some(wrapper) => call_method_wrapper(wrapper, arguments),
            None => unreachable!("the kind says so"),
        },
        Kind::Class => match ClassRef::from_value(function) {
            Some(class) => type_class::call_class(class, arguments),
            None => unreachable!("the kind says so"),
        },
        _ => match function.class().slots().call() {
            Some(slot) => slot(function, arguments),
            None => Err(raise_type_error(format!("'{}' object is not callable", function.type_name()))),
        },
    }
}

/// How CPython ends the message where a call of an object that is no function goes too deep.
pub(crate) const CALLING: &str = " while calling a Python object";

/// A method that has been looked up and is still to be called: CPython looks it up before it
/// evaluates the arguments.
pub struct FoundMethod {
    function: Value,
    /// The first argument, where no bound method was made.
    object: Option<Value>,
}

/// Looks up `object.name` to call it.
///
/// # Errors
/// What the look-up raises: AttributeError, most of all.
#[inline]
pub fn lookup_method(object: Value, name: &Name) -> Outcome<FoundMethod> {
    Ok(match find_method(&object, name)? {
        Found::Method(function) => FoundMethod { function, object: Some(object) },
        Found::Attribute(function) => FoundMethod { function, object: None },
    })
}

impl FoundMethod {
    /// # Errors
    /// What the call raises.
    #[inline]
    pub fn call<const N: usize>(self, arguments: [Value; N]) -> Outcome {
        let Some(object) = self.object else { return call(self.function, arguments) };
        if let Some(python) = self.function.downcast::<Function>() {
            if python.code.runs_with(N + 1) {
                return frame::run_method_exactly(python.code, &python.closure, object, arguments);
            }
        }
        call_values(&self.function, Together::new(object, arguments).as_mut_slice())
    }
}

impl FoundMethod {
    /// The function, and its first argument where no bound method was made.
    pub(crate) fn into_parts(self) -> (Value, Option<Value>) {
        (self.function, self.object)
    }

    /// Whether a list of the items will do for a generator as only argument.
    #[inline]
    pub(crate) fn collects(&self) -> bool {
        self.object.as_ref().is_some_and(|object| super::builtin::collects(&self.function, object))
    }

    /// The same with keywords, whose values come last.
    ///
    /// # Errors
    /// What the call raises.
    #[inline]
    pub fn call_keywords<const N: usize, const K: usize>(self, arguments: [Value; N], names: &Keywords<K>) -> Outcome {
        let mut values = arguments.map(Some);
        let arguments = CallArguments::new(&mut values, names.values());
        match self.object {
            Some(object) => arguments.with_first(object, |all| call_with(&self.function, all)),
            None => call_with(&self.function, arguments),
        }
    }
}

/// `object.name(a, b, …)` where no argument can raise or change anything: constants.
#[inline]
pub fn call_method<const N: usize>(object: Value, name: &Name, arguments: [Value; N]) -> Outcome {
    lookup_method(object, name)?.call(arguments)
}

/// The keywords of a callee that has them unpacked before it looks at any argument (`_PyStack_UnpackDict`); others get
/// the mapping as it is, and may have something else to complain of.
///
/// # Errors
/// TypeError for a keyword that is no str: `**{1: 2}`.
pub(crate) fn check_names(keywords: &[Value]) -> Outcome<()> {
    match are_names(keywords) {
        true => Ok(()),
        false => Err(raise_type_error("keywords must be strings")),
    }
}

pub(crate) fn are_names(keywords: &[Value]) -> bool {
    keywords.iter().all(|name| name.downcast::<Str>().is_some())
}

/// Positional values; names and values of keywords.
type Parts = (Vec<Value>, Vec<(Value, Value)>);

/// A call with keywords or stars, built in evaluation order (`compiler_call_helper` in `compile.c`).
pub struct Call {
    function: Value,
    values: Vec<Option<Value>>,
    /// What `*values` as only positional argument gives: unpacked when the function is called.
    alone: Option<Value>,
    keyword_names: Vec<Value>,
    keyword_values: Vec<Option<Value>>,
    /// How many of the keywords are known to be unlike each other.
    merged: usize,
    /// The first value is an object whose method is called, with stars.
    is_bound: bool,
}

impl Call {
    pub fn new(function: Value) -> Call {
        let (values, keyword_names, keyword_values) = (Vec::new(), Vec::new(), Vec::new());
        Call { function, values, alone: None, keyword_names, keyword_values, merged: 0, is_bound: false }
    }

    /// A call of `object.name`.
    pub fn method(object: Value, name: &Name) -> Outcome<Call> {
        match find_method(&object, name)? {
            Found::Method(method) => Ok(Call { values: vec![Some(object)], is_bound: true, ..Call::new(method) }),
            Found::Attribute(attribute) => Ok(Call::new(attribute)),
        }
    }

    pub fn positional(mut self, value: Value) -> Call {
        self.values.push(Some(value));
        self
    }

    /// `*values` beside other positional arguments.
    ///
    /// # Errors
    /// TypeError for what is no iterable; what iterating raises.
    pub fn star(mut self, values: Value) -> Outcome<Call> {
        if !crate::native::is_iterable(&values) {
            let given = values.type_name();
            return Err(raise_type_error(format!("Value after * must be an iterable, not {given}")));
        }
        self.unpack(values)?;
        Ok(self)
    }

    /// `*values` as only positional argument.
    #[must_use]
    pub fn star_alone(mut self, values: Value) -> Call {
        self.alone = Some(values);
        self
    }

    fn unpack(&mut self, values: Value) -> Outcome<()> {
        self.values.extend(crate::collections::support::collect(&values)?.into_iter().map(Some));
        Ok(())
    }

    fn unpack_alone(&mut self) -> Outcome<()> {
        let Some(values) = self.alone.take() else { return Ok(()) };
        if !crate::native::is_iterable(&values) {
            let (text, given) = (function_text(&self.function)?, values.type_name());
            return Err(raise_type_error(format!("{text} argument after * must be an iterable, not {given}")));
        }
        self.unpack(values)
    }

    #[must_use]
    pub fn keyword(mut self, name: &Name, value: Value) -> Call {
        self.keyword_names.push(name.value().clone());
        self.keyword_values.push(Some(value));
        self
    }

    /// Keywords since the last `**mapping` are added together, as `DICT_MERGE` does.
    fn merge(&mut self) -> Outcome<()> {
        for name in &self.keyword_names[self.merged..] {
            self.refuse_known(name, name, self.merged)?;
        }
        self.merged = self.keyword_names.len();
        Ok(())
    }

    /// `name` is interned, `given` what the mapping has.
    fn refuse_known(&self, name: &Value, given: &Value, among: usize) -> Outcome<()> {
        if !self.keyword_names[..among].iter().any(|known| known.is(name)) {
            return Ok(());
        }
        if state::handled().is_some() {
            // `format_kwargs_error` does not know the KeyError of `dict_merge` while another exception is handled
            return Err(raise_key_error(given.clone()));
        }
        Err(raise_type_error(format!(
            "{} got multiple values for keyword argument '{}'",
            function_text(&self.function)?,
            crate::text::to_lossy(&crate::protocol::convert::str(given)?)
        )))
    }

    /// `**mapping`.
    ///
    /// # Errors
    /// TypeError for what is no mapping, and for a keyword that is given twice.
    pub fn double_star(mut self, mapping: Value) -> Outcome<Call> {
        self.merge()?;
        match self.add_mapping(&mapping) {
            Err(raised) if raised.is_instance_of(&ATTRIBUTE_ERROR) => {
                raised.forget();
                return Err(raise_type_error(format!(
                    "{} argument after ** must be a mapping, not {}",
                    function_text(&self.function)?,
                    mapping.type_name()
                )));
            }
            outcome => outcome?,
        }
        self.merged = self.keyword_names.len();
        Ok(self)
    }

    /// `dict_merge` with an error for a key that is there: each is looked up before its value is asked for.
    fn add_mapping(&mut self, mapping: &Value) -> Outcome<()> {
        if let Some(dict) = crate::protocol::items::plain_dict(mapping) {
            return dict.items().into_iter().try_for_each(|(key, value)| self.add_keyword(key, |_| Ok(value)));
        }
        for key in crate::collections::support::mapping_keys(mapping)? {
            self.add_keyword(key, |key| crate::protocol::items::getitem(mapping.clone(), key.clone()))?;
        }
        Ok(())
    }

    fn add_keyword(&mut self, key: Value, value: impl FnOnce(&Value) -> Outcome) -> Outcome<()> {
        let name = if key.downcast::<Str>().is_some() { intern(key.clone()) } else { key.clone() };
        self.refuse_known(&name, &key, self.keyword_names.len())?;
        let value = value(&name)?;
        self.keyword_names.push(name);
        self.keyword_values.push(Some(value));
        Ok(())
    }

    fn complete(&mut self) -> Outcome<()> {
        self.merge()?;
        self.unpack_alone()
    }

    /// # Errors
    /// What the call raises.
    pub fn invoke(mut self) -> Outcome {
        self.complete()?;
        self.values.append(&mut self.keyword_values);
        let arguments = CallArguments { values: &mut self.values, keywords: &self.keyword_names };
        match self.function.downcast::<MethodDescriptor>() {
            // a call with stars binds methods first (`CALL_FUNCTION_EX`)
            Some(descriptor) if self.is_bound => descriptor.call_bound(arguments),
            _ => call_with(&self.function, arguments),
        }
    }

    /// Positional values and keywords, for `build_class`.
    pub(crate) fn into_parts(mut self) -> Outcome<Parts> {
        self.complete()?;
        check_names(&self.keyword_names)?;
        let values = self.values.into_iter().flatten().collect();
        let keywords = self.keyword_names.into_iter().zip(self.keyword_values.into_iter().flatten()).collect();
        Ok((values, keywords))
    }
}

/// A function as errors about its arguments name it (`_PyObject_FunctionStr`).
///
/// # Errors
/// What looking at its names raises, and showing them: that comes instead of the error.
fn function_text(function: &Value) -> Outcome<String> {
    let shown = |value: &Value| Ok::<String, Raised>(crate::text::to_lossy(&crate::protocol::convert::str(value)?));
    let Some(qualified) = getattr_optional(function, name!("__qualname__"))? else { return shown(function) };
    let module = getattr_optional(function, name!("__module__"))?.filter(|module| !module.is_none());
    match module {
        Some(module) if test_ne(module.clone(), name!("builtins").value().clone())? => {
            Ok(format!("{}.{}()", shown(&module)?, shown(&qualified)?))
        }
        _ => Ok(format!("{}()", shown(&qualified)?)),
    }
}
