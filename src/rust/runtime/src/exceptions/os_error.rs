//! `OSError`: what its `__new__` and `__init__` take, and how it is shown. `Objects/exceptions.c`.

use super::hierarchy::*;
use super::initializers::no_keywords;
use super::{raise_attribute_error, raise_value_error, Exception, Outcome};
use crate::classes::slots::{Init, New, Slots};
use crate::classes::{BuiltinClass, ClassRef, GetSet, Method};
use crate::collections::{tuple_value, Tuple};
use crate::functions::builtin::{Constructor, Initializer};
use crate::native::{has_index, index_or};
use crate::object::{allocate, Kind};
use crate::protocol::convert;
use crate::text::{to_lossy, value_of};
use crate::value::{int, Value, NONE};

const NUMBER: usize = 0;
const TEXT: usize = 1;
const NAME: usize = 2;
const SECOND_NAME: usize = 3;
const WRITTEN: usize = 4;

/// The subclass that an error number names.
static CLASS_OF_NUMBER: [(&[i64], &BuiltinClass); 14] = [
    (&[1, 13], &PERMISSION_ERROR),
    (&[2], &FILE_NOT_FOUND_ERROR),
    (&[3], &PROCESS_LOOKUP_ERROR),
    (&[4], &INTERRUPTED_ERROR),
    (&[10], &CHILD_PROCESS_ERROR),
    (&[11, 114, 115], &BLOCKING_IO_ERROR),
    (&[17], &FILE_EXISTS_ERROR),
    (&[20], &NOT_A_DIRECTORY_ERROR),
    (&[21], &IS_A_DIRECTORY_ERROR),
    (&[32, 108], &BROKEN_PIPE_ERROR),
    (&[103], &CONNECTION_ABORTED_ERROR),
    (&[104], &CONNECTION_RESET_ERROR),
    (&[110], &TIMEOUT_ERROR),
    (&[111], &CONNECTION_REFUSED_ERROR),
];

/// The class of an instance that is made of these arguments.
fn named_class(class: ClassRef, args: &[Value]) -> ClassRef {
    if class != OS_ERROR.class() || !(2..=5).contains(&args.len()) {
        return class;
    }
    let number = args[0].as_integer().and_then(|number| number.to_i64());
    let is_named = |numbers: &[i64]| number.is_some_and(|number| numbers.contains(&number));
    CLASS_OF_NUMBER.iter().find(|(numbers, _)| is_named(numbers)).map_or(class, |(_, named)| named.class())
}

/// Whether `__init__` fills the instances of a class: one of its own and no `__new__` of its own. All else is done
/// by `__new__`.
fn is_filled_by_init(class: ClassRef) -> bool {
    let own_init = matches!(class.slots().init(), Some(Init::Native(init)) if std::ptr::eq(init, &OS_ERROR_INIT));
    let own_new = matches!(class.slots().new(), Some(New::Native(new)) if std::ptr::eq(new, &OS_ERROR_NEW));
    !own_init && own_new
}

pub(super) static OS_ERROR_NEW: Constructor = Constructor::new("*args, **kwargs", |class, arguments| {
    if is_filled_by_init(class) {
        return Ok(allocate(class, Exception::new(tuple_value(Vec::new()))).into_value());
    }
    no_keywords(class, &arguments.take(1))?;
    let given = arguments.take(0);
    let args = given.downcast::<Tuple>().map_or(&[][..], Tuple::items);
    let exception = allocate(named_class(class, args), Exception::new(given.clone()));
    fill(&exception, exception.as_value().class(), args)?;
    Ok(exception.into_value())
});

pub(super) static OS_ERROR_INIT: Initializer = Initializer::new("*args, **kwargs", |own, arguments| {
    let class = own.class();
    if !is_filled_by_init(class) {
        return Ok(());
    }
    no_keywords(class, &arguments.take(1))?;
    let given = arguments.take(0);
    let old = exception_of(own).args.replace(given.clone());
    drop(old);
    fill(exception_of(own), class, given.downcast::<Tuple>().map_or(&[][..], Tuple::items))
});

/// Sets the fields; names of files are no longer among `args` then.
pub(super) fn fill(exception: &Exception, class: ClassRef, args: &[Value]) -> Outcome<()> {
    if !(2..=5).contains(&args.len()) {
        return Ok(());
    }
    let named = |place: usize| args.get(place).filter(|name| !name.is_none());
    match named(2) {
        Some(count) if class == BLOCKING_IO_ERROR.class() && set_written(exception, count)? => {}
        Some(name) => {
            exception.set_field(NAME, name.clone());
            if let Some(second) = named(4) {
                exception.set_field(SECOND_NAME, second.clone());
            }
            let old = exception.args.replace(tuple_value(args[..2].to_vec()));
            drop(old);
        }
        None => {}
    }
    exception.set_field(NUMBER, args[0].clone());
    exception.set_field(TEXT, args[1].clone());
    Ok(())
}

behind! { CLASSES,
    /// Sets `characters_written`; false for what is no number: only calls of the class give either.
    fn set_written(exception: &Exception, count: &Value) -> Outcome<bool> = written
}

fn written(exception: &Exception, count: &Value) -> Outcome<bool> {
    if is_number(count) {
        exception.set_field(WRITTEN, int(index_or(count, raise_value_error)?));
        return Ok(true);
    }
    Ok(false)
}

/// `PyNumber_Check`.
fn is_number(value: &Value) -> bool {
    let slots = value.class().slots();
    has_index(value) || slots.int().is_some() || slots.float().is_some()
}

fn os_error_str(own: &Value) -> Outcome {
    let exception = exception_of(own);
    let [number, text, name, second] = [NUMBER, TEXT, NAME, SECOND_NAME].map(|index| exception.own_field(index));
    if name.is_none() && (number.is_none() || text.is_none()) {
        return exception_str(own);
    }
    let shown = |value: Option<Value>| -> Outcome<String> { Ok(to_lossy(&convert::str(&value.unwrap_or_else(NONE))?)) };
    let quoted = |value: &Value| -> Outcome<String> { Ok(to_lossy(&convert::repr(value)?)) };
    let start = format!("[Errno {}] {}", shown(number)?, shown(text)?);
    Ok(value_of(match (name, second) {
        (None, _) => start,
        (Some(name), None) => format!("{start}: {}", quoted(&name)?),
        (Some(name), Some(second)) => format!("{start}: {} -> {}", quoted(&name)?, quoted(&second)?),
    }))
}

/// The names of files belong to the arguments.
const REDUCE: Method = Method::new("__reduce__", "self, /", |arguments| {
    let own = arguments.take(0);
    let exception = exception_of(&own);
    let mut values = exception.arguments();
    if let (2, Some(name)) = (values.len(), exception.own_field(NAME)) {
        values.push(name);
        if let Some(second) = exception.own_field(SECOND_NAME) {
            values.extend([NONE(), second]);
        }
    }
    reduced(&own, tuple_value(values), attributes_of(&own))
});

/// How much a call that would block has written; no attribute before it is set.
const CHARACTERS_WRITTEN: GetSet =
    GetSet::new("characters_written", |own| match exception_of(own).own_field(WRITTEN) {
        Some(count) => Ok(count),
        None => Err(raise_attribute_error("characters_written")),
    })
    .set(|own, value| {
        let exception = exception_of(own);
        match value {
            Some(count) => exception.set_field(WRITTEN, int(index_or(&count, raise_value_error)?)),
            None if exception.own_field(WRITTEN).is_none() => return Err(raise_attribute_error("characters_written")),
            None => exception.set_field(WRITTEN, None),
        }
        Ok(())
    });

pub static OS_ERROR: BuiltinClass = BuiltinClass::new("OSError", Kind::Exception)
    .bases(&[&EXCEPTION])
    .instance_dict()
    .slots(slots!(Slots {
        new: Some(New::Native(&OS_ERROR_NEW)),
        init: Some(Init::Native(&OS_ERROR_INIT)),
        str: Some(os_error_str),
        ..Slots::NONE
    }))
    .methods(methods!(&[REDUCE]))
    .getsets(getsets!(&[
        field!("errno", 0),
        field!("strerror", 1),
        field!("filename", 2),
        field!("filename2", 3),
        CHARACTERS_WRITTEN
    ]));
